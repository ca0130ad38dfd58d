export const CONTINUATION = 0
export const TEXT = 1
export const BINARY = 2
export const CLOSE = 8
export const PING = 9
export const PONG = 10

/** A client's frame, its mask taken off. */
export interface Frame {
  readonly isFinal: boolean
  /** The three reserved bits. */
  readonly reserved: number
  readonly opcode: number
  /** The masking key; nothing where the frame was not masked. */
  readonly key: Buffer | undefined
  /** Bytes that the header gave the length in: 1, 3 or 9. */
  readonly lengthSize: number
  readonly payload: Buffer
}

/** Cuts a client's bytes into frames (RFC 6455, section 5.2), by the book and byte by byte. */
export class FrameReader {
  #chunks: Buffer[] = []
  #size = 0
  #wanted = 2

  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#size < this.#wanted) return []
    const frames: Frame[] = []
    let bytes = Buffer.concat(this.#chunks)
    for (;;) {
      const end = endOf(bytes)
      this.#wanted = end
      if (bytes.length < end) break
      frames.push(decode(bytes.subarray(0, end)))
      bytes = bytes.subarray(end)
    }
    this.#chunks = [bytes]
    this.#size = bytes.length
    return frames
  }
}

function lengthSizeOf(second: number): number {
  const short = second % 128
  if (short < 126) return 1
  return short === 126 ? 3 : 9
}

/** Where the first frame ends, or as much of its header as must be there to tell. */
function endOf(bytes: Buffer): number {
  const second = bytes[1]
  if (second === undefined) return 2
  const lengthSize = lengthSizeOf(second)
  const head = 1 + lengthSize + (second >= 128 ? 4 : 0)
  if (bytes.length < head) return head
  if (lengthSize === 1) return head + (second % 128)
  return head + (lengthSize === 3 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2)))
}

function decode(bytes: Buffer): Frame {
  const first = bytes[0]!
  const second = bytes[1]!
  const lengthSize = lengthSizeOf(second)
  const keyAt = 1 + lengthSize
  const key = second >= 128 ? bytes.subarray(keyAt, keyAt + 4) : undefined
  const payload = Buffer.from(bytes.subarray(key ? keyAt + 4 : keyAt))
  // oxlint-disable-next-line no-bitwise
  if (key) for (let i = 0; i < payload.length; i++) payload[i] = payload[i]! ^ key[i % 4]!
  return {
    isFinal: first >= 128,
    reserved: Math.floor(first / 16) % 8,
    opcode: first % 16,
    key: key && Buffer.from(key),
    lengthSize,
    payload,
  }
}

/** A server's frame; `first` may be given whole, to get it wrong on purpose. */
export function frame(
  opcode: number,
  payload: string | Uint8Array = '',
  first = 128 + opcode,
): Buffer {
  const body = Buffer.from(payload as Uint8Array)
  if (body.length < 126) return Buffer.concat([Buffer.of(first, body.length), body])
  if (body.length < 65_536) {
    const head = Buffer.of(first, 126, 0, 0)
    head.writeUInt16BE(body.length, 2)
    return Buffer.concat([head, body])
  }
  const head = Buffer.alloc(10)
  head[0] = first
  head[1] = 127
  head.writeBigUInt64BE(BigInt(body.length), 2)
  return Buffer.concat([head, body])
}

/** A server's close frame. */
export function closeFrame(code: number, reason = ''): Buffer {
  const head = Buffer.alloc(2)
  head.writeUInt16BE(code)
  return frame(CLOSE, Buffer.concat([head, Buffer.from(reason)]))
}
