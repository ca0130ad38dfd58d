import { frameSize, writeFrame } from './frame.ts'

// Bytes: what the first block of a quiet connection has, and what one system call is given at most.
const SMALLEST_BLOCK = 512
const LARGEST_BLOCK = 65_536
const NOTHING = Buffer.alloc(0)
// Messages that may leave at once, each for itself, after a tick that had one.
const TRUST = 8

/** What a burst belongs to. */
export interface BurstOwner {
  /** The socket under the WebSocket; nothing where data frames may not be written any more. */
  readonly sink: Sink | undefined
  /** Payload bytes left the process. */
  onWritten(bytes: number): void
}

/** Where a burst is written. */
export interface Sink {
  readonly destroyed: boolean
  readonly encrypted?: boolean
  readonly errored: Error | null
  /** Bytes that were written and that the system has not taken. */
  readonly writableLength: number
  write(block: Buffer, callback?: (error?: Error | null) => void): unknown
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
  #count = 0
  #underWay = 0
  #trust = 0
  #borrows = false
  #nextSize = SMALLEST_BLOCK

  constructor(owner: BurstOwner) {
    this.#owner = owner
  }

  /**
   * Takes a message over, with the bytes of now; `size` is its payload in bytes.
   * A burst waits for the end of its tick; but for TLS, the message after a tick that had one leaves at once.
   * True where it has left.
   */
  add(data: string | Uint8Array, size: number): boolean {
    const isFirst = this.#block === undefined
    // TLS encrypts one write at a time: what follows in a tick that ends the process would be lost.
    const isLone =
      isFirst && this.#count === 1 && this.#underWay === 0 && !this.#owner.sink?.encrypted
    if (isFirst) {
      // A write that is under way counts: of two in a tick, none is lone.
      this.#count = this.#underWay
      if (!isLone) flushSoon(this)
    }
    const block = this.#roomFor(frameSize(size))
    const end = writeFrame(block, this.#used, data, size)
    this.#used = end
    this.#payload += size
    this.#count += 1
    if (isLone && this.#trust > 0) return this.#flushUntold(block)
    if (isLone || end - this.#from >= LARGEST_BLOCK) this.flush()
    return false
  }

  /** Hands over what was taken; before a close, and at the end of each tick. */
  flush(): void {
    if (!this.#block) return
    const payload = this.#payload
    const frames = this.#cut(this.#block)
    const { sink } = this.#owner
    if (sink) this.#write(sink, frames, payload)
  }

  /** Spares a message the tick that a callback costs, where the system takes it within the call. */
  #flushUntold(block: Buffer): boolean {
    const payload = this.#payload
    const frames = this.#cut(block)
    const { sink } = this.#owner
    if (!sink) return false
    this.#trust -= 1
    sink.write(frames)
    if (sink.writableLength === 0 && !sink.errored && !sink.destroyed) return true
    this.#write(sink, NOTHING, payload)
    return false
  }

  #write(sink: Sink, frames: Buffer, payload: number): void {
    this.#underWay += 1
    sink.write(frames, (error) => {
      this.#underWay -= 1
      this.#trust = this.#count === 1 ? TRUST : 0
      // What failed has not left: it stays counted.
      if (!error) this.#owner.onWritten(payload)
    })
  }

  #cut(block: Buffer): Buffer {
    const from = this.#from
    const used = this.#used
    this.#block = undefined
    this.#payload = 0
    this.#nextSize = Math.min(used - from, LARGEST_BLOCK)
    if (this.#borrows) {
      this.#borrows = isLent = false
      slabUsed = (used + 7) & ~7
    }
    return block.subarray(from, used)
  }

  #roomFor(needed: number): Buffer {
    const block = this.#block
    if (block && this.#used + needed <= block.length) return block
    if (block) this.flush()
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
