import { makeMessage } from './message.mjs'

/**
 * @typedef {object} Habits
 * @property {number} burst - messages at a time, at most
 * @property {number} pause - milliseconds between two bursts, at most
 * @property {number} largest - bytes of a message
 * @property {boolean} isUniform - every size alike; else most are small
 */

/** Sends numbered messages, burst after burst, for as long as it runs; the ledger has those that `send` accepted. */
export class Traffic {
  #ws
  #ledger
  #chance
  #habits
  #last = 0
  /** @type {NodeJS.Timeout | undefined} */
  #timer

  /**
   * @param {import('wsevent').WebSockets} ws
   * @param {import('./ledger.mjs').Ledger} ledger
   * @param {import('./chance.mjs').Chance} chance
   * @param {Habits} habits
   */
  constructor(ws, ledger, chance, habits) {
    this.#ws = ws
    this.#ledger = ledger
    this.#chance = chance
    this.#habits = habits
  }

  start() {
    this.burst()
    this.#timer = setTimeout(() => this.start(), this.#chance.integer(0, this.#habits.pause))
  }

  stop() {
    clearTimeout(this.#timer)
  }

  /** Sends until `send` refuses. */
  burst() {
    for (let rest = this.#chance.integer(0, this.#habits.burst); rest > 0; rest -= 1) {
      const data = makeMessage(String(this.#last + 1), this.#drawSize(), this.#chance.integer(0, 3))
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
    const { largest, isUniform } = this.#habits
    return this.#chance.integer(
      10,
      isUniform || this.#chance.isTrue(0.05) ? largest : Math.min(largest, 300),
    )
  }
}

/** @param {string | ArrayBuffer | ArrayBufferView} data */
function sizeOf(data) {
  return typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength
}
