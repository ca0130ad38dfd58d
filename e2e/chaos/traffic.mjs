import { createMessage } from './messages.mjs'

/**
 * @typedef {object} TrafficOptions
 * @property {number} burst - messages at a time, at most
 * @property {number} pause - milliseconds between two bursts, at most
 * @property {number} largest - bytes of a message
 * @property {boolean} isUniform - every size alike; else most are small
 */

/** Sends numbered messages, burst after burst, for as long as it runs; the ledger has those that `send` accepted. */
export class Traffic {
  #ws
  #ledger
  #random
  #options
  #last = 0
  /** @type {NodeJS.Timeout | undefined} */
  #timer

  /**
   * @param {import('wsevent').WebSockets} ws
   * @param {import('./ledger.mjs').Ledger} ledger
   * @param {import('./random.mjs').Random} random
   * @param {TrafficOptions} traffic
   */
  constructor(ws, ledger, random, traffic) {
    this.#ws = ws
    this.#ledger = ledger
    this.#random = random
    this.#options = traffic
  }

  start() {
    this.burst()
    this.#timer = setTimeout(() => this.start(), this.#random.integer(0, this.#options.pause))
  }

  stop() {
    clearTimeout(this.#timer)
  }

  /** Sends until `send` refuses. */
  burst() {
    for (let rest = this.#random.integer(0, this.#options.burst); rest > 0; rest -= 1) {
      const data = createMessage(
        String(this.#last + 1),
        this.#drawSize(),
        this.#random.integer(0, 3),
      )
      if (!this.trySend(data)) return
      this.#last += 1
      this.#ledger.accept(String(this.#last), sizeOf(data))
    }
  }

  /**
   * @param {import('wsevent').SendData} data
   * @returns {boolean} false where `send` refused; the message is the caller's still
   */
  trySend(data) {
    try {
      this.#ws.send(data)
      return true
    } catch (error) {
      const { code } = /** @type {{ code?: string }} */ (error)
      if (code === 'ERR_QUEUE_FULL' || code === 'ERR_INVALID_STATE') return false
      throw error
    }
  }

  #drawSize() {
    const { largest, isUniform } = this.#options
    return this.#random.integer(
      10,
      isUniform || this.#random.chance(0.05) ? largest : Math.min(largest, 300),
    )
  }
}

/** @param {string | ArrayBuffer | ArrayBufferView} data */
function sizeOf(data) {
  return typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength
}
