const TEXT = 1
const BINARY = 2

/**
 * An unmasked frame, as a server sends it (RFC 6455, section 5.2).
 * @param {string | Uint8Array} data
 */
export function frameOf(data) {
  const payload = Buffer.from(data)
  const size = payload.length
  const header = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10)
  header[0] = 0x80 | (typeof data === 'string' ? TEXT : BINARY)
  header[1] = size < 126 ? size : size < 65_536 ? 126 : 127
  if (header.length === 4) header.writeUInt16BE(size, 2)
  if (header.length === 10) header.writeUInt32BE(size, 6)
  return Buffer.concat([header, payload])
}

/** The close frame with code 1000. */
export const CLOSE = Buffer.from([0x88, 2, 0x03, 0xe8])
