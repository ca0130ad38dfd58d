import { Connection } from '../connection.ts'
import { BINARY, CONTINUATION, PING, TEXT, closeFrame, frame } from '../frame.ts'
import type { Behaviours, Handshake } from '../handshake.ts'

/** Servers that send on their own. */
export const streams: Behaviours = {
  /** Sends `count` messages, and a close frame if `code` is there, in the same segment as the handshake's answer. */
  '/greet': (handshake) => {
    const count = handshake.number('count', 1)
    const greetings = Array.from({ length: count }, (_, index) => frame(TEXT, `greeting ${index}`))
    const code = handshake.query.get('code')
    const end = code === null ? [] : [closeFrame(Number(code), handshake.query.get('reason') ?? '')]
    const connection = handshake.accept({}, {}, Buffer.concat([...greetings, ...end]))
    if (code !== null) connection.script = { onClose: () => connection.end() }
  },

  /** Sends `count` numbered messages of `size` bytes as fast as the client takes them; `code` closes behind them. */
  '/flood': (handshake) => {
    const connection = handshake.accept()
    const code = handshake.query.get('code')
    const pump = (from: number): void => {
      const next = writeFrom(handshake, from)
      if (next < handshake.number('count', 1_000)) connection.socket.once('drain', () => pump(next))
      else if (code !== null) connection.close(Number(code), 'that was all')
    }
    pump(0)
  },

  /** Sends one text in `count` fragments with a ping after each (RFC 6455 section 5.4). */
  '/fragments': (handshake) => {
    const count = handshake.number('count', 5)
    const frames = Array.from({ length: count }, (_, index) => [
      frame(index === 0 ? TEXT : CONTINUATION, `${index};`, { fin: index === count - 1 }),
      frame(PING, String(index)),
    ])
    handshake.accept().raw(Buffer.concat(frames.flat()))
  },

  '/many-fragments': (handshake) => {
    const middle = frame(CONTINUATION, 'x', { fin: false })
    const connection = handshake.accept()
    connection.raw(frame(TEXT, 'x', { fin: false }))
    connection.raw(Buffer.alloc(middle.length * (handshake.number('count', 20_000) - 2), middle))
    connection.raw(frame(CONTINUATION, 'x'))
  },

  '/binary': (handshake) => {
    const bytes = { length: handshake.number('size', 256) }
    handshake.accept().send(
      BINARY,
      Uint8Array.from(bytes, (_, index) => index),
    )
  },

  /** Answers the handshake and sends a text, a ping, a binary message and a close frame, each byte in a write of its own. */
  '/byte-by-byte': (handshake) => {
    const { socket, log } = handshake
    const bytes = Buffer.concat([
      Buffer.from(handshake.acceptance()),
      frame(TEXT, 'żółw 🐢'),
      frame(PING, 'ping'),
      frame(BINARY, Uint8Array.of(0, 255)),
      closeFrame(4_001, 'slowly'),
    ])
    const drip = (from: number): void => {
      if (from === bytes.length || socket.destroyed) return
      socket.write(bytes.subarray(from, from + 1), () => drip(from + 1))
    }
    const connection = new Connection(socket, log, { onClose: () => connection.end() })
    socket.setNoDelay(true)
    drip(0)
  },
}

/** Writes until the socket is full; gives the number of the next message. */
function writeFrom(handshake: Handshake, from: number): number {
  const { socket, query } = handshake
  const count = handshake.number('count', 1_000)
  const size = handshake.number('size', 0)
  const opcode = query.has('binary') ? BINARY : TEXT
  for (let index = from; index < count; index += 1) {
    if (!socket.writable) return count
    if (!socket.write(frame(opcode, String(index).padEnd(size, ' ')))) return index + 1
  }
  return count
}
