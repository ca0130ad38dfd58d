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

// Where bursts are encoded, one behind the other. It is lent to one at a time; the others of a tick bring their own.
let slab = Buffer.alloc(0)
let slabUsed = 0
let isLent = false

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
  #from = 0
  #used = 0
  #payload = 0
  #borrows = false
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
    for (let i = 0; i < 4; i++) block[start - 4 + i] = randomPool[key + i] as number
    const end = start + size
    // Where a character is a byte, Latin-1 is the same and faster.
    if (isText) block.write(data, start, size, size === data.length ? 'latin1' : 'utf8')
    else block.set(data, start)
    if (size < WORDWISE) maskBytes(block, start, end, key)
    else maskWords(block, start, end, key)
    this.#used = end
    this.#payload += size
    if (end - this.#from >= LARGEST_BLOCK) this.flush()
  }

  /** Hands over what was taken; before a close, and at the end of each tick. */
  flush(): void {
    const block = this.#block
    if (!block) return
    const payload = this.#payload
    const from = this.#from
    const used = this.#used
    this.#block = undefined
    this.#payload = 0
    this.#nextSize = Math.min(used - from, LARGEST_BLOCK)
    if (this.#borrows) {
      this.#borrows = isLent = false
      slabUsed = (used + 7) & ~7
    }
    this.#owner.sink?.write(block.subarray(from, used), (error) => {
      // What failed has not left: it stays counted.
      if (!error) this.#owner.onWritten(payload)
    })
  }

  #roomFor(needed: number): Buffer {
    const block = this.#block
    if (block && this.#used + needed <= block.length) return block
    if (block) this.flush()
    else flushSoon(this)
    const size = Math.max(needed, this.#nextSize)
    if (!isLent && size <= LARGEST_BLOCK) {
      if (slabUsed + size > slab.length) {
        slab = Buffer.allocUnsafeSlow(LARGEST_BLOCK)
        slabUsed = 0
      }
      this.#borrows = isLent = true
      this.#block = slab
      this.#from = slabUsed
    } else {
      this.#block = Buffer.allocUnsafe(block ? Math.max(needed, LARGEST_BLOCK) : size)
      this.#from = 0
    }
    this.#used = this.#from
    return this.#block
  }
}
