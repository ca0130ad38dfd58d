import { randomFillSync } from 'node:crypto'

// Bytes: what the first block of a quiet connection has, and what one system call is given at most.
const SMALLEST_BLOCK = 512
const LARGEST_BLOCK = 65_536
// Payload bytes from which masking by the word pays for the view that it takes.
const WORDWISE = 512

const TEXT = 0x81
const BINARY = 0x82
const MASKED = 0x80

const randomPool = Buffer.allocUnsafe(8192)
let randomUsed = randomPool.length

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
  for (let i = from, k = 0; i < to; i++, k++) {
    block[i] = (block[i] as number) ^ (randomPool[key + (k & 3)] as number)
  }
}

/** Masks by four bytes at a time, with the key turned to where the words of the block begin. */
function maskWords(block: Buffer, from: number, to: number, key: number): void {
  const first = from + ((4 - ((block.byteOffset + from) & 3)) & 3)
  const count = (to - first) >> 2
  const turned = Buffer.allocUnsafe(4)
  for (let i = 0; i < 4; i++) turned[i] = randomPool[key + ((first - from + i) & 3)] as number
  const word = new Int32Array(Uint8Array.from(turned).buffer)[0] as number
  const words = new Int32Array(block.buffer, block.byteOffset + first, count)
  for (let i = 0; i < count; i++) words[i] = (words[i] as number) ^ word
  maskBytes(block, from, first, key)
  for (let i = first + count * 4; i < to; i++) {
    block[i] = (block[i] as number) ^ (randomPool[key + ((i - from) & 3)] as number)
  }
}

function headerSize(size: number): number {
  return size < 126 ? 6 : size < 65_536 ? 8 : 14
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

/** What a burst belongs to. */
export interface BurstOwner {
  /** The socket under the WebSocket; nothing where data frames may not be written any more. */
  readonly sink: Sink | undefined
  /** Payload bytes left the process. */
  onWritten(bytes: number): void
}

/** Where a burst is written. */
export interface Sink {
  write(block: Buffer, callback: (error?: Error | null) => void): unknown
}

let waiting: Burst[] = []
let isWatchingExit = false

function flushAll(): void {
  const bursts = waiting
  waiting = []
  for (const burst of bursts) burst.flush()
}

/** One call a tick for all connections; a process that exits within the tick still hands over what it sent. */
function flushSoon(burst: Burst): void {
  if (waiting.push(burst) > 1) return
  process.nextTick(flushAll)
  if (isWatchingExit) return
  isWatchingExit = true
  process.on('exit', flushAll)
}

/**
 * Data frames of one tick, encoded one behind the other and written in one call (RFC 6455, section 5.2).
 * `ws` writes a frame a call; its control frames and its closing stay its own.
 */
export class Burst {
  readonly #owner: BurstOwner
  #block: Buffer | undefined
  #used = 0
  #payload = 0
  #nextSize = SMALLEST_BLOCK

  constructor(owner: BurstOwner) {
    this.#owner = owner
  }

  /** Takes a message over, with the bytes of now; `size` is its payload in bytes. */
  add(data: string | Uint8Array, size: number): void {
    const needed = headerSize(size) + size
    const block = this.#roomFor(needed)
    const isText = typeof data === 'string'
    const key = nextKey()
    const start = writeHeader(block, this.#used, isText ? TEXT : BINARY, size)
    randomPool.copy(block, start - 4, key, key + 4)
    const end = start + size
    if (isText) block.write(data, start, size)
    else block.set(data, start)
    if (size < WORDWISE) maskBytes(block, start, end, key)
    else maskWords(block, start, end, key)
    this.#used = end
    this.#payload += size
    if (end >= LARGEST_BLOCK) this.flush()
  }

  /** Hands over what was taken; before a close, and at the end of each tick. */
  flush(): void {
    const block = this.#block
    if (!block) return
    const payload = this.#payload
    const used = this.#used
    this.#block = undefined
    this.#used = this.#payload = 0
    this.#nextSize = Math.max(SMALLEST_BLOCK, Math.min(used, LARGEST_BLOCK))
    this.#owner.sink?.write(used === block.length ? block : block.subarray(0, used), (error) => {
      // What failed has not left: it stays counted.
      if (!error) this.#owner.onWritten(payload)
    })
  }

  #roomFor(needed: number): Buffer {
    const block = this.#block
    if (block && this.#used + needed <= block.length) return block
    if (block) this.flush()
    else flushSoon(this)
    // The block before was too small for this tick: the next takes the rest of it in one.
    const size = block ? LARGEST_BLOCK : this.#nextSize
    this.#block = Buffer.allocUnsafe(Math.max(needed, size))
    return this.#block
  }
}
