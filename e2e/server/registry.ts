import type { Connection } from './connection.ts'

/** One thing that the server saw on the connection of an id. */
export interface Entry {
  readonly event: string
  readonly [detail: string]: unknown
}

interface Waiter {
  readonly isDone: () => boolean
  readonly resolve: () => void
}

/** Everything that was seen under one id, over all the connections that bore it. */
export class Log {
  readonly entries: Entry[] = []
  connection: Connection | undefined
  #waiters: Waiter[] = []
  #isReleased = false
  readonly #hanging: (() => void)[] = []

  add(event: string, detail: Readonly<Record<string, unknown>> = {}): void {
    this.entries.push({ event, ...detail })
    this.#wake()
  }

  attach(connection: Connection): void {
    this.connection = connection
    this.#wake()
  }

  /** Calls once the id is released; at once where it was. */
  onRelease(end: () => void): void {
    if (this.#isReleased) end()
    else this.#hanging.push(end)
  }

  /** Ends what hangs under this id, and what comes later to hang. */
  release(): void {
    this.#isReleased = true
    for (const end of this.#hanging.splice(0)) end()
  }

  /** Resolves with the nth entry of that event, or with undefined after `patience` milliseconds. */
  async find(event: string, nth: number, patience: number): Promise<Entry | undefined> {
    const look = (): Entry | undefined =>
      this.entries.filter((entry) => entry.event === event)[nth - 1]
    await this.#until(() => look() !== undefined, patience)
    return look()
  }

  /** Resolves with the latest connection of the id, or with undefined after `patience` milliseconds. */
  async peer(patience: number): Promise<Connection | undefined> {
    await this.#until(() => this.connection !== undefined, patience)
    return this.connection
  }

  #until(isDone: () => boolean, patience: number): Promise<void> {
    if (isDone()) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patience)
      const done = (): void => {
        clearTimeout(timer)
        resolve()
      }
      this.#waiters.push({ isDone, resolve: done })
    })
  }

  #wake(): void {
    const ready = this.#waiters.filter((waiter) => waiter.isDone())
    this.#waiters = this.#waiters.filter((waiter) => !ready.includes(waiter))
    for (const waiter of ready) waiter.resolve()
  }
}

/** The logs of all ids; one that nobody named yet begins empty. */
export class Registry {
  readonly #logs = new Map<string, Log>()

  log(id: string | null): Log {
    if (id === null) return new Log()
    const known = this.#logs.get(id)
    if (known !== undefined) return known
    const fresh = new Log()
    this.#logs.set(id, fresh)
    return fresh
  }
}
