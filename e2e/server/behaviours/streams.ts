import { Connection } from '../connection.ts'
import { BINARY, CONTINUATION, PING, TEXT, closeFrame, frame } from '../frame.ts'
import type { Behaviour, Handshake } from '../handshake.ts'

/** Sends `count` messages, and a close frame if `code` is there, in the same segment as the handshake's answer. */
export const greet: Behaviour = (handshake) => {
  const count = handshake.number('count', 1)
  const greetings = Array.from({ length: count }, (_, index) => frame(TEXT, `greeting ${index}`))
  const code = handshake.query.get('code')
  const end = code === null ? [] : [closeFrame(Number(code), handshake.query.get('reason') ?? '')]
  const connection = handshake.accept({}, {}, Buffer.concat([...greetings, ...end]))
  if (code !== null) connection.script = { onClose: () => connection.end() }
}

/** Sends `count` numbered messages of `size` bytes as fast as the client takes them; `code` closes behind them. */
export const flood: Behaviour = (handshake) => {
  const connection = handshake.accept()
  const pump = (from: number): void => {
    const next = writeFrom(handshake, from)
    if (next < handshake.number('count', 1_000)) handshake.socket.once('drain', () => pump(next))
    else finish(handshake, connection)
  }
  pump(0)
}

/** Sends one text in `count` fragments with a ping between each two (RFC 6455 section 5.4). */
export const fragments: Behaviour = (handshake) => {
  const count = handshake.number('count', 5)
  const frames = Array.from({ length: count }, (_, index) => {
    const part = frame(index === 0 ? TEXT : CONTINUATION, `${index};`, { fin: index === count - 1 })
    return handshake.query.get('pings') === 'no'
      ? part
      : Buffer.concat([part, frame(PING, String(index))])
  })
  handshake.accept().raw(Buffer.concat(frames))
}

/** Sends one binary message of `size` bytes that count up from 0. */
export const binary: Behaviour = (handshake) => {
  handshake
    .accept()
    .binary(Uint8Array.from({ length: handshake.number('size', 256) }, (_, index) => index))
}

/** Sends a text, a ping, a binary message and a close frame, each byte in a write of its own. */
export const byteByByte: Behaviour = (handshake) => {
  handshake.socket.setNoDelay(true)
  const bytes = Buffer.concat([
    Buffer.from(handshake.acceptance()),
    frame(TEXT, 'żółw 🐢'),
    frame(PING, 'ping'),
    frame(BINARY, Uint8Array.of(0, 255)),
    closeFrame(4_001, 'slowly'),
  ])
  const drip = (from: number): void => {
    if (from === bytes.length || handshake.socket.destroyed) return
    handshake.socket.write(bytes.subarray(from, from + 1), () => drip(from + 1))
  }
  const connection = new Connection(handshake.socket, handshake.log)
  connection.script = { onClose: () => connection.end() }
  handshake.log.add('open')
  drip(0)
}
function writeFrom(handshake: Handshake, from: number): number {
  const count = handshake.number('count', 1_000)
  const size = handshake.number('size', 0)
  const opcode = handshake.query.has('binary') ? BINARY : TEXT
  for (let index = from; index < count; index += 1) {
    if (!handshake.socket.writable) return count
    if (!handshake.socket.write(frame(opcode, String(index).padEnd(size, ' ')))) return index + 1
  }
  return count
}

function finish(handshake: Handshake, connection: Connection): void {
  handshake.log.add('flooded')
  const code = handshake.query.get('code')
  if (code !== null) connection.close(Number(code), 'that was all')
}
