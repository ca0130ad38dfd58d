import { randomFillSync } from 'node:crypto'

// Payload bytes from which masking by the word pays for the view that it takes.
const WORDWISE = 256

const TEXT = 0x81
const BINARY = 0x82
const MASKED = 0x80

const randomPool = Buffer.allocUnsafe(8192)
let randomUsed = randomPool.length
// The masking key, rotated, and the same four bytes as a word in the machine's own byte order.
const rotatedKey = new Uint8Array(4)
const rotatedWord = new Int32Array(rotatedKey.buffer)

/** Where the masking key of the next frame stands: unpredictable, as RFC 6455, section 10.3 asks. */
function nextKey(): number {
  if (randomUsed === randomPool.length) {
    randomFillSync(randomPool)
    randomUsed = 0
  }
  randomUsed += 4
  return randomUsed - 4
}

function maskBytes(block: Buffer, from: number, to: number, key: number): void {
  const a = randomPool[key] as number
  const b = randomPool[key + 1] as number
  const c = randomPool[key + 2] as number
  const d = randomPool[key + 3] as number
  let i = from
  for (; i + 3 < to; i += 4) {
    block[i] = (block[i] as number) ^ a
    block[i + 1] = (block[i + 1] as number) ^ b
    block[i + 2] = (block[i + 2] as number) ^ c
    block[i + 3] = (block[i + 3] as number) ^ d
  }
  for (let k = key; i < to; i++, k++) block[i] = (block[i] as number) ^ (randomPool[k] as number)
}

/**
 * Masks four bytes at a time. Words of memory begin at multiples of four, frames anywhere: the bytes before the first
 * word are masked one by one, and the key is rotated by their number, so that its bytes meet those of the payload.
 */
function maskWords(block: Buffer, from: number, to: number, key: number): void {
  const first = from + ((4 - ((block.byteOffset + from) & 3)) & 3)
  // A shift would make a negative number of 2 GiB.
  const count = Math.floor((to - first) / 4)
  for (let i = 0; i < 4; i++) rotatedKey[i] = randomPool[key + ((first - from + i) & 3)] as number
  const word = rotatedWord[0] as number
  const words = new Int32Array(block.buffer, block.byteOffset + first, count)
  let k = 0
  for (; k + 3 < count; k += 4) {
    words[k] = (words[k] as number) ^ word
    words[k + 1] = (words[k + 1] as number) ^ word
    words[k + 2] = (words[k + 2] as number) ^ word
    words[k + 3] = (words[k + 3] as number) ^ word
  }
  for (; k < count; k++) words[k] = (words[k] as number) ^ word
  maskBytes(block, from, first, key)
  for (let i = first + count * 4; i < to; i++) {
    block[i] = (block[i] as number) ^ (randomPool[key + ((i - from) & 3)] as number)
  }
}

function headerSize(size: number): number {
  return size < 126 ? 6 : size < 65_536 ? 8 : 14
}

/** Bytes of a frame with a payload of `size` bytes. */
export function frameSize(size: number): number {
  return headerSize(size) + size
}

function writeHeader(block: Buffer, at: number, opcode: number, size: number): number {
  block[at] = opcode
  if (size < 126) block[at + 1] = MASKED | size
  else if (size < 65_536) {
    block[at + 1] = MASKED | 126
    block.writeUInt16BE(size, at + 2)
  } else {
    block[at + 1] = MASKED | 127
    block.writeUInt32BE(Math.floor(size / 0x1_0000_0000), at + 2)
    block.writeUInt32BE(size >>> 0, at + 6)
  }
  return at + headerSize(size)
}

/** Encodes a message as one masked data frame (RFC 6455, section 5.2); returns where it ends. */
export function writeFrame(
  block: Buffer,
  at: number,
  data: string | Uint8Array,
  size: number,
): number {
  const isText = typeof data === 'string'
  const key = nextKey()
  const start = writeHeader(block, at, isText ? TEXT : BINARY, size)
  for (let i = 0; i < 4; i++) block[start - 4 + i] = randomPool[key + i] as number
  const end = start + size
  // Where a character is a byte, Latin-1 is the same and faster.
  if (isText) block.write(data, start, size, size === data.length ? 'latin1' : 'utf8')
  else block.set(data, start)
  if (size < WORDWISE) maskBytes(block, start, end, key)
  else maskWords(block, start, end, key)
  return end
}
