import { deflateRawSync } from 'node:zlib'
import { BINARY, CONTINUATION, PING, TEXT, frame } from '../frame.ts'
import type { Behaviour } from '../handshake.ts'
import { when } from './closings.ts'

/** Opens, then sends these bytes, and stays silent. */
function sends(bytes: () => Uint8Array): Behaviour {
  return (handshake) => when(handshake, (connection) => connection.raw(bytes()))
}

/** A text that is not UTF-8. */
export const invalidUtf8: Behaviour = sends(() =>
  frame(TEXT, Uint8Array.of(0xce, 0xba, 0xe1, 0xbd, 0xb9, 0xff)),
)

/** A masked frame, which a server must not send (RFC 6455 section 5.1). */
export const masked: Behaviour = sends(() => frame(TEXT, 'masked', { mask: true }))

/** A reserved bit that no extension gave a meaning (RFC 6455 section 5.2). */
export const rsv: Behaviour = (handshake) => {
  when(handshake, (connection) =>
    connection.raw(frame(TEXT, 'reserved', { rsv: handshake.number('bits', 2) })),
  )
}

/** An opcode that is reserved. */
export const badOpcode: Behaviour = (handshake) => {
  when(handshake, (connection) => connection.raw(frame(handshake.number('opcode', 3), 'unknown')))
}

/** A ping in fragments (RFC 6455 section 5.5 forbids it). */
export const fragmentedControl: Behaviour = sends(() => frame(PING, 'frag', { fin: false }))

/** A ping of more than 125 bytes. */
export const longControl: Behaviour = sends(() => frame(PING, 'x'.repeat(126)))

/** A length with its highest bit set (RFC 6455 section 5.2 forbids it). */
export const length263: Behaviour = sends(() => frame(BINARY, 'x', { length: 2n ** 63n }))

/** A length that fits 63 bits, and no memory. */
export const length262: Behaviour = sends(() => frame(BINARY, 'x', { length: 2n ** 62n }))

/** A short length in eight bytes (RFC 6455 section 5.2 wants the least). */
export const wideLength: Behaviour = sends(() => frame(TEXT, 'wide', { wide: true }))

/** A continuation of nothing. */
export const continuationFirst: Behaviour = sends(() => frame(CONTINUATION, 'of nothing'))

/** A new message inside of one in fragments. */
export const interleaved: Behaviour = sends(() =>
  Buffer.concat([frame(TEXT, 'one', { fin: false }), frame(TEXT, 'two')]),
)

/** Bytes that are no frames. */
export const garbage: Behaviour = sends(() =>
  Buffer.from('HTTP/1.1 500 Internal Server Error\r\n\r\n'.repeat(20)),
)

/** `count` fragments of one byte each that make one message. */
export const manyFragments: Behaviour = (handshake) => {
  const count = handshake.number('count', 20_000)
  const middle = frame(CONTINUATION, 'x', { fin: false })
  const connection = handshake.accept()
  connection.raw(frame(TEXT, 'x', { fin: false }))
  connection.raw(Buffer.concat(Array.from({ length: count - 2 }, () => middle)))
  connection.raw(frame(CONTINUATION, 'x'))
}

/** A message of `size` zeros that deflates to a thousandth, where the client offers permessage-deflate (RFC 7692). */
export const bomb: Behaviour = (handshake) => {
  const offered =
    handshake.headers['sec-websocket-extensions']?.includes('permessage-deflate') === true
  const zeros = Buffer.alloc(handshake.number('size', 16_777_216))
  const changes = { 'Sec-WebSocket-Extensions': 'permessage-deflate; server_no_context_takeover' }
  const connection = handshake.accept({}, offered ? changes : {})
  // A final empty stored block stands for the tail that RFC 7692 section 7.2.1 takes off.
  const payload = offered ? Buffer.concat([deflateRawSync(zeros), Buffer.of(0)]) : zeros
  connection.raw(frame(BINARY, payload, { rsv: offered ? 4 : 0 }))
}
