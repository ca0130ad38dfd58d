export const CONTINUATION = 0x0
export const TEXT = 0x1
export const BINARY = 0x2
export const CLOSE = 0x8
export const PING = 0x9
export const PONG = 0xa

// With it no text is UTF-8 before its mask is taken off, so that a client that leaves it on is found out.
const KEY = Buffer.of(0xf1, 0xf2, 0xf3, 0xf4)

/** What a frame may get wrong on purpose; left out, the frame is what RFC 6455 section 5.2 asks of a server. */
export interface FrameShape {
  readonly fin?: boolean
  readonly rsv?: number
  readonly mask?: boolean
  readonly length?: bigint
  /** Announces the length in eight bytes though fewer would do. */
  readonly wide?: boolean
}

export function frame(
  opcode: number,
  payload: Uint8Array | string = '',
  shape: FrameShape = {},
): Buffer {
  const body = Buffer.from(payload)
  const first = (shape.fin === false ? 0 : 0x80) | ((shape.rsv ?? 0) << 4) | opcode
  const maskBit = shape.mask === true ? 0x80 : 0
  const length = encodeLength(shape.length ?? BigInt(body.length), maskBit, shape.wide === true)
  if (shape.mask !== true) return Buffer.concat([Buffer.of(first), length, body])
  const masked = body.map((byte, index) => byte ^ KEY.readUInt8(index % 4))
  return Buffer.concat([Buffer.of(first), length, KEY, masked])
}

/** Encodes a close frame; without a code its payload is empty. */
export function closeFrame(code?: number, reason: Uint8Array | string = ''): Buffer {
  if (code === undefined) return frame(CLOSE)
  const status = Buffer.alloc(2)
  status.writeUInt16BE(code)
  return frame(CLOSE, Buffer.concat([status, Buffer.from(reason)]))
}

function encodeLength(length: bigint, maskBit: number, isWide: boolean): Buffer {
  if (!isWide && length < 126n) return Buffer.of(maskBit | Number(length))
  const isShort = !isWide && length < 65_536n
  const bytes = Buffer.alloc(isShort ? 3 : 9, maskBit | (isShort ? 126 : 127))
  if (isShort) bytes.writeUInt16BE(Number(length), 1)
  else bytes.writeBigUInt64BE(length, 1)
  return bytes
}
