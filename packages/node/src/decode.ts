import { isAscii, isUtf8 } from 'node:buffer'

// Bytes of text from which looking for a faster way to decode it pays.
const WORTH_A_LOOK = 2048

/** Text whose UTF-8 was checked: if every byte is a character, Latin-1 is the same and faster. */
export function textOf(bytes: Buffer): string {
  return bytes.toString(bytes.length >= WORTH_A_LOOK && isAscii(bytes) ? 'latin1' : 'utf8')
}

/** The text in a part of a chunk; undefined if it is no UTF-8. */
export function decode(bytes: Buffer, start: number, end: number): string | undefined {
  if (end - start >= WORTH_A_LOOK) {
    const part = bytes.subarray(start, end)
    if (isAscii(part)) return part.toString('latin1')
    return isUtf8(part) ? part.toString() : undefined
  }
  const text = bytes.toString('utf8', start, end)
  // What takes the place of an error is a character too, which a text may have.
  return text.includes('\uFFFD') && !isUtf8(bytes.subarray(start, end)) ? undefined : text
}

/** Memory of its own, so that a message that is kept keeps no chunk. */
export function copyOf(bytes: Buffer, start: number, end: number): Buffer {
  const copy = Buffer.allocUnsafeSlow(end - start)
  bytes.copy(copy, 0, start, end)
  return copy
}

/** What one read gave: each binary message in it gets memory of its own. */
export class Chunk {
  readonly bytes: Buffer
  // Made once: whenever its buffer is asked for, V8 leaves JavaScript.
  #array: Uint8Array<ArrayBuffer> | undefined

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  /** A part, copied. */
  arrayBuffer(start: number, end: number): ArrayBuffer {
    this.#array ??= plainArray(this.bytes)
    // V8 is slower at ArrayBuffer.prototype.slice().
    return this.#array.slice(start, end).buffer
  }
}

/** The same memory: `slice` of a `Buffer` would copy nothing. */
function plainArray({ buffer, byteOffset, length }: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, length)
}
