import { encodeFrame } from '../frames.ts'
import type { Message } from '../messages.ts'

const plain = {
  greeting: Buffer.alloc(0) as Buffer,
  encode: (message: Message) => encodeFrame(message),
  binaryFrames: 1,
  decode: (text: string) => text,
}

// No ping falls due while the bench runs.
const SESSION = { sid: 's', upgrades: [], pingInterval: 1e9, pingTimeout: 1e9, maxPayload: 1e9 }
const engineIo: typeof plain = {
  greeting: encodeFrame(`0${JSON.stringify(SESSION)}`),
  encode: (message) => encodeFrame(typeof message === 'string' ? `4${message}` : message),
  binaryFrames: 1,
  decode: (text) => text.slice(1),
}

const placeholder = encodeFrame('451-["message",{"_placeholder":true,"num":0}]')
const socketIo: typeof plain = {
  // With the answer to its request to connect, which it makes at once.
  greeting: Buffer.concat([engineIo.greeting, encodeFrame('40{"sid":"s"}')]),
  encode: (message) =>
    typeof message === 'string'
      ? encodeFrame(`42${JSON.stringify(['message', message])}`)
      : Buffer.concat([placeholder, encodeFrame(message)]),
  binaryFrames: 2,
  decode: (text) => /^42\["message","(.*)"\]$/.exec(text)?.[1] ?? '',
}

/** What the contenders speak on top of RFC 6455, by the path of the handshake's request. */
export function protocolOf(path: string) {
  if (path.startsWith('/engine.io')) return engineIo
  return path.startsWith('/socket.io') ? socketIo : plain
}
