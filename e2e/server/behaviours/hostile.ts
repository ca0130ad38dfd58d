import { deflateRawSync } from 'node:zlib'
import { BINARY, CONTINUATION, PING, TEXT, frame } from '../frame.ts'
import type { Behaviour, Behaviours, Handshake } from '../handshake.ts'

/** Opens, then sends these bytes, and stays silent. */
function sends(bytes: (handshake: Handshake) => Uint8Array): Behaviour {
  return (handshake) => handshake.whenOpen((connection) => connection.raw(bytes(handshake)))
}

/** Servers that break RFC 6455: section 5.1 (masks), 5.2 (bits, opcodes, lengths), 5.4 (fragments), 5.5 (control frames). */
export const hostile: Behaviours = {
  '/invalid-utf8': sends(() => frame(TEXT, Uint8Array.of(0xce, 0xba, 0xe1, 0xbd, 0xb9, 0xff))),
  '/masked': sends(() => frame(TEXT, 'masked', { mask: true })),
  '/rsv': sends((handshake) => frame(TEXT, 'reserved', { rsv: handshake.number('bits', 2) })),
  '/bad-opcode': sends((handshake) => frame(handshake.number('opcode', 3), 'unknown')),
  '/fragmented-control': sends(() => frame(PING, 'frag', { fin: false })),
  '/long-control': sends(() => frame(PING, 'x'.repeat(126))),
  '/length-2-63': sends(() => frame(BINARY, 'x', { length: 2n ** 63n })),
  '/wide-length': sends(() => frame(TEXT, 'wide', { wide: true })),
  '/continuation-first': sends(() => frame(CONTINUATION, 'of nothing')),
  '/interleaved': sends(() =>
    Buffer.concat([frame(TEXT, 'one', { fin: false }), frame(TEXT, 'two')]),
  ),
  '/garbage': sends(() => Buffer.from('HTTP/1.1 500 Internal Server Error\r\n\r\n'.repeat(20))),

  /** A message of `size` zeros that deflates to a thousandth, if the client offers permessage-deflate (RFC 7692). */
  '/bomb': (handshake) => {
    const offered =
      handshake.request.headers['sec-websocket-extensions']?.includes('permessage-deflate')
    const zeros = Buffer.alloc(handshake.number('size', 16_777_216))
    if (offered !== true) return handshake.accept().send(BINARY, zeros)
    const extension = 'permessage-deflate; server_no_context_takeover'
    // A final empty stored block stands for the tail that RFC 7692 section 7.2.1 takes off.
    const payload = Buffer.concat([deflateRawSync(zeros), Buffer.of(0)])
    handshake
      .accept({}, { 'Sec-WebSocket-Extensions': extension })
      .raw(frame(BINARY, payload, { rsv: 4 }))
  },
}
