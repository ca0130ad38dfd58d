import { setTimeout as sleep } from 'node:timers/promises'

// Milliseconds that a lane may be slow at a time.
const STRIDE = 5

/**
 * How bytes travel one way.
 * @typedef {object} Shape
 * @property {number} delay - milliseconds that each chunk is held back
 * @property {number} rate - bytes a millisecond, at most; a whole number
 * @property {number} piece - bytes that a write has at most: what came in one segment leaves in many
 */

/** @type {Shape} */
export const PLAIN = { delay: 0, rate: Infinity, piece: Infinity }

/** A gate that both lanes of a passage go through; shut, nothing passes and nobody is told. */
export class Gate {
  /** @type {Promise<void> | undefined} */
  #shut
  /** @type {(() => void) | undefined} */
  #open

  shut() {
    this.#shut ??= new Promise((resolve) => {
      this.#open = resolve
    })
  }

  open() {
    this.#open?.()
    this.#shut = undefined
  }

  /** @returns {Promise<void> | undefined} nothing where it stands open */
  get passed() {
    return this.#shut
  }
}

/** One direction of a passage: reads, holds back, splits, cuts. */
export class Lane {
  /** Bytes that went through. */
  passed = 0
  #to
  #shape
  #gate
  /** @type {{ at: number, reach: () => void } | undefined} */
  #mark
  /** @type {Promise<void>} */
  #last = Promise.resolve()

  /**
   * @param {import('node:net').Socket} from
   * @param {import('node:net').Socket} to
   * @param {Shape} shape
   * @param {Gate} gate
   */
  constructor(from, to, shape, gate) {
    this.#to = to
    this.#shape = shape
    this.#gate = gate
    from.on('data', (chunk) => {
      from.pause()
      this.#last = this.#forward(chunk)
      void this.#last.then(() => from.resume())
    })
    // Node tells of the end to a paused reader too.
    from.on('end', () => void this.#last.then(() => to.end()))
    from.resume()
  }

  /** @returns {Promise<void>} when what was read has gone through, or has nowhere to go */
  get settled() {
    return this.#last
  }

  /**
   * Calls `reach` when exactly so many bytes went through, wherever in a frame that is.
   * @param {number} bytes - from now
   * @param {() => void} reach
   */
  markAfter(bytes, reach) {
    this.#mark = { at: this.passed + bytes, reach }
  }

  /** From now on nothing is held back. */
  hurry() {
    this.#shape = PLAIN
  }

  /** @param {Buffer} chunk */
  async #forward(chunk) {
    if (this.#shape.delay > 0) await sleep(this.#shape.delay)
    let owed = 0
    for (let start = 0; start < chunk.length;) {
      while (this.#gate.passed) await this.#gate.passed
      if (this.#to.destroyed) return
      const { rate, piece } = this.#shape
      const untilMark = this.#mark ? this.#mark.at - this.passed : Infinity
      const size = Math.min(chunk.length - start, piece, untilMark, rate * STRIDE)
      await this.#write(chunk.subarray(start, start + size))
      start += size
      owed += size / rate
      if (owed >= 1) await sleep(owed)
      owed %= 1
    }
  }

  /** @param {Buffer} bytes */
  async #write(bytes) {
    const isFull = bytes.length > 0 && !this.#to.write(bytes)
    this.passed += bytes.length
    this.#reachMark()
    if (isFull && !this.#to.destroyed) await drained(this.#to)
  }

  #reachMark() {
    const mark = this.#mark
    if (!mark || this.passed < mark.at) return
    this.#mark = undefined
    mark.reach()
  }
}

/** @param {import('node:net').Socket} socket */
function drained(socket) {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done)
      resolve(undefined)
    }
    socket.on('drain', done).on('close', done)
  })
}
