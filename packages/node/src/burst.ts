import { Block, LARGEST_BLOCK } from './block.ts'
import { frameSize } from './frame.ts'

// From before any fake clock: the end of a tick is no matter of time, and Jest fakes it.
const { nextTick } = process

const NOTHING = Buffer.alloc(0)
// How many messages in a row may leave at once, each for itself, before a write asks to be told again.
const LONE_WRITES = 8

/** What a burst belongs to. */
export interface BurstOwner {
  /** The socket under the WebSocket; undefined once no data frame may be written any more. */
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
  nextTick(flushAll)
  if (isWatchingExit) return
  isWatchingExit = true
  process.on('exit', flushAll)
}

/**
 * Data frames of one tick, encoded one behind the other and written in one call (RFC 6455, section 5.2).
 * `ws` writes a frame a call; its control frames and its closing stay its own. See docs/decisions/0007.
 */
export class Burst {
  readonly #owner: BurstOwner
  readonly #block = new Block()
  // Payload bytes in the block.
  #payload = 0
  // Messages of this tick, writes under way included; of the last tick, until the next message.
  #count = 0
  #writesUnderWay = 0
  // Lone messages that may still leave without a callback.
  #loneWrites = 0

  constructor(owner: BurstOwner) {
    this.#owner = owner
  }

  /**
   * Takes a message over, with the bytes of now; `size` is its payload in bytes.
   * A burst waits for the end of its tick; but without TLS, the message after a tick that had one leaves at once.
   * True if it has left.
   */
  add(data: string | Uint8Array, size: number): boolean {
    const isFirst = !this.#block.isOpen
    // TLS encrypts one write at a time: what follows in a tick that ends the process would be lost.
    const isLone =
      isFirst && this.#count === 1 && this.#writesUnderWay === 0 && !this.#owner.sink?.encrypted
    if (isFirst) {
      // A write that is under way counts: of two in a tick, none is lone.
      this.#count = this.#writesUnderWay
      if (!isLone) flushSoon(this)
    }
    this.#makeRoom(frameSize(size))
    this.#block.append(data, size)
    this.#payload += size
    this.#count += 1
    if (isLone && this.#loneWrites > 0) return this.#writeAlone()
    if (isLone || this.#block.size >= LARGEST_BLOCK) this.flush()
    return false
  }

  /** Hands over what was taken; before a close, and at the end of each tick. */
  flush(): void {
    if (!this.#block.isOpen) return
    const payload = this.#payload
    const frames = this.#take()
    const { sink } = this.#owner
    if (sink) this.#write(sink, frames, payload)
  }

  /** Spares a message the tick that a callback costs, if the system takes it within the call. */
  #writeAlone(): boolean {
    const payload = this.#payload
    const frames = this.#take()
    const { sink } = this.#owner
    if (!sink) return false
    this.#loneWrites -= 1
    sink.write(frames)
    if (sink.writableLength === 0 && !sink.errored && !sink.destroyed) return true
    // The callback of an empty write comes after the frames have left.
    this.#write(sink, NOTHING, payload)
    return false
  }

  #write(sink: Sink, frames: Buffer, payload: number): void {
    this.#writesUnderWay += 1
    sink.write(frames, (error) => {
      this.#writesUnderWay -= 1
      this.#loneWrites = this.#count === 1 ? LONE_WRITES : 0
      // What failed has not left: it stays counted.
      if (!error) this.#owner.onWritten(payload)
    })
  }

  #take(): Buffer {
    this.#payload = 0
    return this.#block.take()
  }

  #makeRoom(bytes: number): void {
    const isNext = this.#block.isOpen
    if (this.#block.hasRoom(bytes)) return
    if (isNext) this.flush()
    this.#block.open(bytes, isNext)
  }
}
