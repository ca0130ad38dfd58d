import type { Clock } from './transport.ts'

// The greatest delay of a platform's timer, in milliseconds: a greater one fires at once.
const LONGEST = 0x7fffffff

/** One timer at a time: to set it again is to clear it first. */
export class Timer {
  readonly #clock: Clock
  #handle: unknown

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Calls back after `delay` milliseconds; after `Infinity`, never. */
  set(delay: number, callback: () => void): void {
    this.clear()
    if (delay === Infinity) return
    this.#handle = this.#clock.setTimeout(callback, Math.min(delay, LONGEST))
  }

  clear(): void {
    this.#clock.clearTimeout(this.#handle)
    this.#handle = undefined
  }
}
