import { masked } from './frame.ts'

/** A frame as it came from the client, with its mask taken off. */
export interface Frame {
  readonly fin: boolean
  readonly opcode: number
  readonly payload: Buffer
}

interface Head {
  readonly size: number
  readonly length: number
}

/** Cuts a client's bytes into frames. */
export class FrameReader {
  #chunks: Buffer[] = []
  #size = 0

  /** Takes a chunk and gives the frames that it completes. */
  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    const frames: Frame[] = []
    for (let next = this.#take(); next !== undefined; next = this.#take()) frames.push(next)
    return frames
  }

  #take(): Frame | undefined {
    // Joining on every chunk of a large frame would cost a copy of all that came before.
    const head = readHead(this.#front(14))
    if (head === undefined || this.#size < head.size + head.length) return undefined
    const all = this.#front(this.#size)
    this.#chunks = [all.subarray(head.size + head.length)]
    this.#size = all.length - head.size - head.length
    return decode(all.subarray(0, head.size + head.length), head)
  }

  #front(wanted: number): Buffer {
    const first = this.#chunks[0] ?? Buffer.alloc(0)
    if (first.length >= wanted || this.#chunks.length < 2) return first
    const joined = Buffer.concat(this.#chunks)
    this.#chunks = [joined]
    return joined
  }
}

function readHead(bytes: Buffer): Head | undefined {
  if (bytes.length < 2) return undefined
  const second = bytes.readUInt8(1)
  const mask = second & 0x80 ? 4 : 0
  const short = second & 0x7f
  if (short < 126) return { size: 2 + mask, length: short }
  if (short === 126)
    return bytes.length < 4 ? undefined : { size: 4 + mask, length: bytes.readUInt16BE(2) }
  return bytes.length < 10
    ? undefined
    : { size: 10 + mask, length: Number(bytes.readBigUInt64BE(2)) }
}

function decode(bytes: Buffer, head: Head): Frame {
  const first = bytes.readUInt8(0)
  const body = bytes.subarray(head.size)
  const isMasked = (bytes.readUInt8(1) & 0x80) !== 0
  const payload = isMasked ? masked(body, bytes.subarray(head.size - 4, head.size)) : body
  return { fin: (first & 0x80) !== 0, opcode: first & 0x0f, payload }
}
