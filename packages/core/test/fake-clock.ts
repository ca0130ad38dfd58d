import type { Clock } from '../src/transport.ts'

interface Timer {
  readonly due: number
  readonly callback: () => void
}

/** Time that stands still until it is moved; timers fire in the order in which they are due. */
export class FakeClock implements Clock {
  #now = 1_000_000
  #lastId = 0
  readonly #timers = new Map<number, Timer>()

  /** How many timers are armed. */
  get pending(): number {
    return this.#timers.size
  }

  /** Milliseconds until the next timer; nothing where none is armed. */
  get next(): number | undefined {
    const first = this.#first()
    return first === undefined ? undefined : (this.#timers.get(first) as Timer).due - this.#now
  }

  readonly now = (): number => this.#now

  readonly later = (delay: number, callback: () => void): (() => void) => {
    // What real timers do with such a delay is to fire at once.
    if (!(delay >= 0 && delay <= 0x7fffffff)) throw new RangeError(`a timer of ${delay} ms`)
    const id = ++this.#lastId
    this.#timers.set(id, { due: this.#now + delay, callback })
    return () => void this.#timers.delete(id)
  }

  /** Moves time on, and fires what becomes due on the way. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (let id = this.#first(); id !== undefined; id = this.#first()) {
      const { due, callback } = this.#timers.get(id) as Timer
      if (due > end) break
      this.#now = Math.max(this.#now, due)
      this.#timers.delete(id)
      callback()
    }
    this.#now = end
  }

  /** The machine sleeps: time moves on and no timer fires, until `advance`. */
  sleep(milliseconds: number): void {
    this.#now += milliseconds
  }

  #first(): number | undefined {
    let first: number | undefined
    let least = Infinity
    for (const [id, { due }] of this.#timers) {
      if (due < least) [first, least] = [id, due]
    }
    return first
  }
}
