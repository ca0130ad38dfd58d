import { setTimeout as sleep } from 'node:timers/promises'

// Milliseconds that a pipe may be slow at a time.
const STRIDE = 5

/**
 * How bytes run one way.
 * @typedef {object} Shaping
 * @property {number} delay - milliseconds that each chunk is held back
 * @property {number} rate - bytes a millisecond, at most; a whole number
 * @property {number} maxChunk - bytes that a write has at most: what came in one segment leaves in many
 */

/** @type {Shaping} */
export const PLAIN = { delay: 0, rate: Infinity, maxChunk: Infinity }

/** A gate that both pipes of a connection go through; shut, nothing passes and nobody is told. */
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

/** One direction of a connection: reads, holds back, splits, cuts. */
export class Pipe {
  /** Bytes that went through. */
  passed = 0
  #to
  #shaping
  #gate
  /** @type {{ at: number, action: () => void } | undefined} */
  #mark
  /** @type {Promise<void>} */
  #last = Promise.resolve()

  /**
   * @param {import('node:net').Socket} from
   * @param {import('node:net').Socket} to
   * @param {Shaping} shaping
   * @param {Gate} gate
   */
  constructor(from, to, shaping, gate) {
    this.#to = to
    this.#shaping = shaping
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
   * Calls `action` when exactly so many bytes went through, wherever in a frame that is.
   * @param {number} bytes - from now
   * @param {() => void} action
   */
  markAfter(bytes, action) {
    this.#mark = { at: this.passed + bytes, action }
  }

  /** From now on nothing is held back. */
  hurry() {
    this.#shaping = PLAIN
  }

  /** @param {Buffer} chunk */
  async #forward(chunk) {
    if (this.#shaping.delay > 0) await sleep(this.#shaping.delay)
    let owed = 0
    for (let start = 0; start < chunk.length;) {
      while (this.#gate.passed) await this.#gate.passed
      if (this.#to.destroyed) return
      const { rate, maxChunk } = this.#shaping
      const untilMark = this.#mark ? this.#mark.at - this.passed : Infinity
      const size = Math.min(chunk.length - start, maxChunk, untilMark, rate * STRIDE)
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
    mark.action()
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
