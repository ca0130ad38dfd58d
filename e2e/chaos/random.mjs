/** A seeded source of random numbers: the same seed draws the same numbers. The generator is mulberry32. */
export class Random {
  #state

  /** @param {number} seed - a whole number; its lowest 32 bits count */
  constructor(seed) {
    this.#state = seed >>> 0
  }

  /** @returns {number} from 0 to 1, 1 excluded */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }

  /**
   * @param {number} least
   * @param {number} greatest - included
   */
  integer(least, greatest) {
    return least + Math.floor(this.next() * (greatest - least + 1))
  }

  /** @param {number} probability - from 0 to 1 */
  chance(probability) {
    return this.next() < probability
  }

  /**
   * @template Item
   * @param {readonly Item[]} items - at least one
   */
  pick(items) {
    return /** @type {Item} */ (items[this.integer(0, items.length - 1)])
  }

  /**
   * @template {string} Name
   * @param {Readonly<Record<Name, number>>} weights
   */
  weighted(weights) {
    const entries = /** @type {[Name, number][]} */ (Object.entries(weights))
    let rest = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of entries) {
      rest -= weight
      if (rest < 0) return name
    }
    return /** @type {[Name, number]} */ (entries.at(-1))[0]
  }

  /** @returns {Random} another source, so that one part's draws do not shift those of another */
  fork() {
    return new Random(Math.floor(this.next() * 0x1_0000_0000))
  }
}
