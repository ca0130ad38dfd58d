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
  /** The masking key; empty if the frame was not masked. */
  readonly key: Buffer
  /** Bytes in which the header gave the length: 1, 3 or 9. */
  readonly lengthSize: number
  readonly payload: Buffer
}

/** The payload's length, and the bytes in which the header gives it. */
function lengthOf(bytes: Buffer): readonly [length: number, size: number] {
  const short = (bytes[1] ?? 0) % 128
  if (short < 126) return [short, 1]
  if (short === 126) return [bytes.length < 4 ? Infinity : bytes.readUInt16BE(2), 3]
  return [bytes.length < 10 ? Infinity : Number(bytes.readBigUInt64BE(2)), 9]
}

/** The first frame (RFC 6455, section 5.2), and where it ends; nothing if it is not whole. */
function firstFrame(bytes: Buffer): readonly [Frame, number] | undefined {
  const [first = 0, second = 0] = bytes
  const [length, lengthSize] = lengthOf(bytes)
  const start = 1 + lengthSize + (second < 128 ? 0 : 4)
  const end = start + length
  if (bytes.length < Math.max(2, end)) return undefined
  const key = Buffer.from(bytes.subarray(1 + lengthSize, start))
  const payload = Buffer.from(bytes.subarray(start, end))
  if (key.length)
    for (let i = 0; i < length; i++) payload[i] = Number(payload[i]) ^ Number(key[i % 4])
  const [isFinal, reserved, opcode] = [first >= 128, Math.floor(first / 16) % 8, first % 16]
  return [{ isFinal, reserved, opcode, key, lengthSize, payload }, end]
}

/** Cuts a client's bytes into frames. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0)

  push(chunk: Buffer): Frame[] {
    this.#rest = Buffer.concat([this.#rest, chunk])
    const frames: Frame[] = []
    for (let next = firstFrame(this.#rest); next; next = firstFrame(this.#rest)) {
      frames.push(next[0])
      this.#rest = this.#rest.subarray(next[1])
    }
    return frames
  }
}

/** A server's frame; `first` may be given whole, to get it wrong on purpose. */
export function frame(opcode: number, payload: string | Uint8Array = '', first = 128 + opcode) {
  const body = Buffer.from(payload as Uint8Array)
  if (body.length < 126) return Buffer.concat([Buffer.of(first, body.length), body])
  const head = Buffer.of(first, 127, 0, 0, 0, 0, 0, 0, 0, 0)
  head.writeBigUInt64BE(BigInt(body.length), 2)
  return Buffer.concat([head, body])
}

/** A server's close frame. */
export function closeFrame(code: number, reason = '') {
  const head = Buffer.alloc(2)
  head.writeUInt16BE(code)
  return frame(CLOSE, Buffer.concat([head, Buffer.from(reason)]))
}
