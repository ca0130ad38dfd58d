/** Later than now, sooner than any timer: no fake clock stops it. */
export function soon(task: () => void): void {
  void Promise.resolve().then(task)
}

/** Bytes of a frame's header (RFC 6455, section 5.2) for so many bytes of payload. */
export function headerSize(payload: number, isMasked: boolean): number {
  const length = payload < 126 ? 2 : payload < 65_536 ? 4 : 10
  return isMasked ? length + 4 : length
}

interface Parcel {
  readonly size: number
  /** `bytes` of it arrived: fewer than its size where the line was cut within. */
  readonly arrive: (bytes: number) => void
  /** The sender's buffer is free again. */
  readonly leave: (() => void) | undefined
}

/** One direction of a line: what is passed arrives in order, never within the call, or not at all. */
export class Lane {
  readonly #line: Line
  readonly #parcels: Parcel[] = []
  #isBusy = false
  // Milliseconds that timers, which know none but whole ones, have not waited yet.
  #owed = 0

  constructor(line: Line) {
    this.#line = line
  }

  pass(size: number, arrive: (bytes: number) => void, leave?: () => void): void {
    this.#parcels.push({ size, arrive, leave })
    if (this.#isBusy) return
    this.#isBusy = true
    soon(() => this.#work())
  }

  #work(): void {
    for (let parcel = this.#parcels.shift(); parcel; parcel = this.#parcels.shift()) {
      const next = parcel
      const delay = this.#delayOf(next.size)
      if (delay > 0) return this.#workIn(delay, next)
      this.#deliver(next)
    }
    this.#isBusy = false
  }

  #delayOf(size: number): number {
    const exact = this.#owed + this.#line.millisecondsFor(size)
    const delay = Math.round(exact)
    this.#owed = exact - delay
    return delay
  }

  #workIn(delay: number, next: Parcel): void {
    // Of the clock that the test may have replaced.
    globalThis.setTimeout(() => {
      this.#deliver(next)
      this.#work()
    }, delay)
  }

  #deliver({ size, arrive, leave }: Parcel): void {
    if (!this.#line.isSpent) arrive(this.#line.spend(size))
    leave?.()
    this.#line.endIfSpent()
  }
}

/** What lies between one client and its mock server, in both directions, with its faults. */
export class Line {
  /** From the client to the server. */
  readonly up: Lane = new Lane(this)
  /** From the server to the client. */
  readonly down: Lane = new Lane(this)
  #bytesPerSecond = Infinity
  #left = Infinity
  #onSpent: (() => void) | undefined

  slow(bytesPerSecond: number): void {
    this.#bytesPerSecond = bytesPerSecond
  }

  /** How long so many bytes take in a direction. */
  millisecondsFor(size: number): number {
    return (size / this.#bytesPerSecond) * 1000
  }

  /** Nothing arrives any more after so many bytes; `onSpent` says what happens then. */
  limit(bytes: number, onSpent?: () => void): void {
    this.#left = bytes
    this.#onSpent = onSpent
    this.endIfSpent()
  }

  get isSpent(): boolean {
    return this.#left <= 0
  }

  /** How many of these bytes arrive. */
  spend(size: number): number {
    const bytes = Math.min(size, this.#left)
    this.#left -= bytes
    return bytes
  }

  endIfSpent(): void {
    if (!this.isSpent) return
    const onSpent = this.#onSpent
    this.#onSpent = undefined
    onSpent?.()
  }
}
