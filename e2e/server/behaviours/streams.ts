import { Connection } from '../connection.ts'
import { BINARY, CONTINUATION, PING, TEXT, closeFrame, frame } from '../frame.ts'
import type { Behaviour, Visit } from '../visit.ts'

/** Sends `count` messages, and a close frame if `code` is there, in the same segment as the handshake's answer. */
export const greet: Behaviour = (visit) => {
  const count = visit.number('count', 1)
  const greetings = Array.from({ length: count }, (_, index) => frame(TEXT, `greeting ${index}`))
  const code = visit.query.get('code')
  const end = code === null ? [] : [closeFrame(Number(code), visit.query.get('reason') ?? '')]
  const connection = visit.accept({}, {}, Buffer.concat([...greetings, ...end]))
  if (code !== null) connection.script = { onClose: () => connection.end() }
}

/** Sends `count` numbered messages of `size` bytes as fast as the client takes them; `code` closes behind them. */
export const flood: Behaviour = (visit) => {
  const connection = visit.accept()
  const pump = (from: number): void => {
    const next = writeFrom(visit, from)
    if (next < visit.number('count', 1_000)) visit.socket.once('drain', () => pump(next))
    else finish(visit, connection)
  }
  pump(0)
}

/** Sends one text in `count` fragments with a ping between each two (RFC 6455 section 5.4). */
export const fragments: Behaviour = (visit) => {
  const count = visit.number('count', 5)
  const frames = Array.from({ length: count }, (_, index) => {
    const part = frame(index === 0 ? TEXT : CONTINUATION, `${index};`, { fin: index === count - 1 })
    return visit.query.get('pings') === 'no'
      ? part
      : Buffer.concat([part, frame(PING, String(index))])
  })
  visit.accept().raw(Buffer.concat(frames))
}

/** Sends one binary message of `size` bytes that count up from 0. */
export const binary: Behaviour = (visit) => {
  visit.accept().binary(Uint8Array.from({ length: visit.number('size', 256) }, (_, index) => index))
}

/** Sends a text, a ping, a binary message and a close frame, each byte in a write of its own. */
export const byteByByte: Behaviour = (visit) => {
  visit.socket.setNoDelay(true)
  const bytes = Buffer.concat([
    Buffer.from(visit.acceptance()),
    frame(TEXT, 'żółw 🐢'),
    frame(PING, 'ping'),
    frame(BINARY, Uint8Array.of(0, 255)),
    closeFrame(4_001, 'slowly'),
  ])
  const drip = (from: number): void => {
    if (from === bytes.length || visit.socket.destroyed) return
    visit.socket.write(bytes.subarray(from, from + 1), () => drip(from + 1))
  }
  const connection = new Connection(visit.socket, visit.log)
  connection.script = { onClose: () => connection.end() }
  visit.log.add('open')
  drip(0)
}
function writeFrom(visit: Visit, from: number): number {
  const count = visit.number('count', 1_000)
  const size = visit.number('size', 0)
  const opcode = visit.query.has('binary') ? BINARY : TEXT
  for (let index = from; index < count; index += 1) {
    if (!visit.socket.writable) return count
    if (!visit.socket.write(frame(opcode, String(index).padEnd(size, ' ')))) return index + 1
  }
  return count
}

function finish(visit: Visit, connection: Connection): void {
  visit.log.add('flooded')
  const code = visit.query.get('code')
  if (code !== null) connection.close(Number(code), 'that was all')
}
