/** Frames of RFC 6455, section 5.2. */
export const TEXT = 1
export const BINARY = 2
export const CLOSE = 8

export function mask(payload: Buffer, key: Buffer): Buffer {
  return Buffer.from(payload.map((byte, index) => byte ^ (key[index & 3] ?? 0)))
}

/** @param key - to mask with, as a client does */
export function encodeFrame(
  data: string | Uint8Array,
  key?: Buffer,
  opcode = typeof data === 'string' ? TEXT : BINARY,
): Buffer {
  const payload = Buffer.from(data)
  const { length } = payload
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  header.writeUInt8(0x80 | opcode)
  header.writeUInt8((key ? 0x80 : 0) | (length < 126 ? length : length < 65_536 ? 126 : 127), 1)
  if (header.length === 4) header.writeUInt16BE(length, 2)
  if (header.length === 10) header.writeUInt32BE(length, 6)
  return Buffer.concat(key ? [header, key, mask(payload, key)] : [header, payload])
}

/** With the masking key, if there is one. */
export function headerSize(bytes: Buffer, at: number): number {
  const byte = bytes[at + 1] ?? 0
  const length = byte & 0x7f
  return 2 + (length < 126 ? 0 : length === 126 ? 2 : 8) + (byte & 0x80 ? 4 : 0)
}

/** Where the frame ends that starts at `at`, if all of it is there. */
export function frameEnd(bytes: Buffer, at: number): number | undefined {
  const start = at + headerSize(bytes, at)
  if (at + 2 > bytes.length || start > bytes.length) return undefined
  let size = (bytes[at + 1] ?? 0) & 0x7f
  if (size === 126) size = bytes.readUInt16BE(at + 2)
  else if (size === 127) size = bytes.readUInt32BE(at + 6)
  return start + size > bytes.length ? undefined : start + size
}
