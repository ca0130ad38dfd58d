import type { Clock } from '../src/transport.ts'

interface Timer {
  readonly due: number
  readonly callback: () => void
}

/** Time that stands still until a test moves it; timers fire in the order in which they are due. */
export class FakeClock implements Clock {
  #now = 1_000_000
  #timers: readonly Timer[] = []

  /** How many timers are armed. */
  get pending(): number {
    return this.#timers.length
  }

  /** Milliseconds until the next timer; undefined if none is armed. */
  get next(): number | undefined {
    return this.#timers[0] && this.#timers[0].due - this.#now
  }

  readonly now = (): number => this.#now

  readonly later = (delay: number, callback: () => void): (() => void) => {
    if (!(delay >= 0)) throw new RangeError(`a timer of ${delay} ms`)
    if (delay === Infinity) return () => undefined
    const timer = { due: this.#now + Math.min(delay, 0x7fffffff), callback }
    const cancel = (): void => void (this.#timers = this.#timers.filter((other) => other !== timer))
    this.#timers = [...this.#timers, timer].toSorted((one, other) => one.due - other.due)
    return cancel
  }

  /** Moves time on, and fires what becomes due on the way. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (let [first] = this.#timers; first && first.due <= end; [first] = this.#timers) {
      this.#now = Math.max(this.#now, first.due)
      this.#timers = this.#timers.slice(1)
      first.callback()
    }
    this.#now = end
  }

  /** The machine sleeps: time moves on, but no timer fires before `advance`. */
  sleep(milliseconds: number): void {
    this.#now += milliseconds
  }
}
