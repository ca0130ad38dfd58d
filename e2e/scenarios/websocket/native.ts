const cases = 'constructor: protocols that differ by case alone are a SyntaxError'
const space = 'constructor: a host with a space is a SyntaxError'
const subprotocol = 'connection: no answer to the offered subprotocols is an error and a close'
const reasonAlone = 'close: a reason alone goes with 1000'
const longReason = 'close: a reason of more than 123 bytes is a SyntaxError'

const DIFFERENCES: Readonly<Record<string, readonly string[]>> = {
  // Connects to it; offers both; and throws, since a reason needs a code there.
  chromium: [space, cases, reasonAlone, longReason],
  // Offers both; opens; and closes without the reason.
  firefox: [cases, subprotocol, reasonAlone],
  webkit: [
    cases,
    subprotocol,
    'connection: sockets of one host connect one after the other',
    // Counts the header of a frame as well.
    'bufferedAmount: counts what is sent after close, and stays there',
    reasonAlone,
    longReason,
    'close: before the opening it is an error and a close, in a later task',
    'close: a socket that waits for its turn can be closed',
  ],
}

/** The facts of the W3C class that the platform's own does not meet. */
export function nativeDifferences(platform: string): readonly string[] {
  const family = platform.split('-')[0] ?? ''
  return (DIFFERENCES[family] ?? []).map((fact) => `WebSocket, ${fact}`)
}
