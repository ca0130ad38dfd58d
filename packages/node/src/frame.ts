import { randomFillSync } from 'node:crypto'

const TEXT = 0x81
const BINARY = 0x82
const MASKED = 0x80

const randomPool = Buffer.allocUnsafe(8192)
let randomUsed = randomPool.length
// The masking key, rotated, and the same four bytes as a word in the machine's own byte order.
const rotatedKey = new Uint8Array(4)
const rotatedWord = new Int32Array(rotatedKey.buffer)

/** Where frames are written: the same memory by bytes and by words. */
export class Memory {
  readonly bytes: Buffer
  /** From the first byte of the buffer below, where a word begins. */
  readonly words: Int32Array
  /** Where the bytes begin in that buffer. */
  readonly offset: number

  constructor(bytes: Buffer) {
    this.bytes = bytes
    this.words = new Int32Array(bytes.buffer, 0, Math.floor(bytes.buffer.byteLength / 4))
    this.offset = bytes.byteOffset
  }
}

/** Where the masking key of the next frame stands: unpredictable, as RFC 6455, section 10.3 asks. */
function nextKey(): number {
  if (randomUsed === randomPool.length) {
    randomFillSync(randomPool)
    randomUsed = 0
  }
  randomUsed += 4
  return randomUsed - 4
}

/** Masks bytes one by one; the key is rotated so that it begins at `first`. */
function maskBytes(bytes: Buffer, from: number, to: number, first: number): void {
  for (let i = from; i < to; i++) {
    bytes[i] = (bytes[i] as number) ^ (rotatedKey[(i - first) & 3] as number)
  }
}

/**
 * Masks four bytes at a time. Words of memory begin at multiples of four, frames anywhere: the bytes before the first
 * word are masked one by one, and the key is rotated by their number, so that its bytes meet those of the payload.
 */
function mask({ bytes, words, offset }: Memory, start: number, end: number, key: number): void {
  const first = Math.min(end, start + (-(offset + start) & 3))
  for (let i = 0; i < 4; i++) rotatedKey[i] = randomPool[key + ((first - start + i) & 3)] as number
  const word = rotatedWord[0] as number
  let k = (offset + first) / 4
  // A shift would make a negative number of 2 GiB.
  const last = Math.floor((offset + end) / 4)
  for (; k + 3 < last; k += 4) {
    words[k] = (words[k] as number) ^ word
    words[k + 1] = (words[k + 1] as number) ^ word
    words[k + 2] = (words[k + 2] as number) ^ word
    words[k + 3] = (words[k + 3] as number) ^ word
  }
  for (; k < last; k++) words[k] = (words[k] as number) ^ word
  maskBytes(bytes, start, first, first)
  maskBytes(bytes, Math.max(first, last * 4 - offset), end, first)
}

function headerSize(size: number): number {
  return size < 126 ? 6 : size < 65_536 ? 8 : 14
}

/** Bytes of a frame with a payload of `size` bytes. */
export function frameSize(size: number): number {
  return headerSize(size) + size
}

function writeHeader(bytes: Buffer, at: number, opcode: number, size: number): number {
  bytes[at] = opcode
  if (size < 126) bytes[at + 1] = MASKED | size
  else if (size < 65_536) {
    bytes[at + 1] = MASKED | 126
    bytes[at + 2] = size >> 8
    bytes[at + 3] = size
  } else {
    bytes[at + 1] = MASKED | 127
    bytes.writeUInt32BE(Math.floor(size / 0x1_0000_0000), at + 2)
    bytes.writeUInt32BE(size >>> 0, at + 6)
  }
  return at + headerSize(size)
}

/** Encodes a message as one masked data frame (RFC 6455, section 5.2); returns where it ends. */
export function writeFrame(
  memory: Memory,
  at: number,
  data: string | Uint8Array,
  size: number,
): number {
  const { bytes } = memory
  const isText = typeof data === 'string'
  const key = nextKey()
  const start = writeHeader(bytes, at, isText ? TEXT : BINARY, size)
  for (let i = 0; i < 4; i++) bytes[start - 4 + i] = randomPool[key + i] as number
  const end = start + size
  // Where a character is a byte, Latin-1 is the same and faster.
  if (isText) bytes.write(data, start, size, size === data.length ? 'ascii' : 'utf8')
  else bytes.set(data, start)
  mask(memory, start, end, key)
  return end
}
