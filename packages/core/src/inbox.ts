import type { MessageData } from './events.ts'

/** Bytes beyond which a platform that can is asked to stop reading. */
export const HIGH_WATER = 1_048_576
/** Bytes that may wait where the platform cannot stop reading. */
export const MAX_BYTES = 16_777_216

type Result = IteratorResult<MessageData, undefined>
type Waiter = [resolve: (result: Result) => void, reject: (error: unknown) => void]

/** The messages of a client, one at a time. */
export interface MessageIterator {
  /** The next message; done after the final close. */
  next(): Promise<IteratorResult<MessageData, undefined>>
  /** Leaves the loop, and disconnects. */
  return(): Promise<IteratorResult<MessageData, undefined>>
  [Symbol.asyncIterator](): this
}

/** What the loop asks of the client. */
export interface InboxOwner {
  /** The buffer is too full, or has been read; false where reading cannot stop. */
  pause(isHigh: boolean): boolean
  /** The loop was left early. */
  onReturn(): void
}

/** The messages between the client and one `for await` loop. */
export class Inbox implements MessageIterator {
  /** Whether there is too much to read on. */
  isHigh = false
  readonly #owner: InboxOwner
  readonly #waiters: Waiter[] = []
  #messages: MessageData[] = []
  #bytes = 0
  #end: { readonly error?: unknown } | undefined

  constructor(owner: InboxOwner) {
    this.#owner = owner
  }

  /** @returns whether there is more than may wait */
  push(data: MessageData): boolean {
    this.#messages.push(data)
    this.#bytes += costOf(data)
    this.#settle()
    return this.#bytes > MAX_BYTES && !(__NODE__ && this.#owner.pause(true))
  }

  /** Ends the loop, after what waits; with an error, the loop throws it. */
  end(error?: unknown): void {
    this.#end ??= { error }
    this.#settle()
  }

  discard(): void {
    this.#messages = []
    this.#bytes = 0
    this.#settle()
  }

  next(): Promise<Result> {
    return new Promise((...waiter) => {
      this.#waiters.push(waiter)
      this.#settle()
    })
  }

  return(): Promise<Result> {
    const isCurrent = !this.#end
    this.discard()
    this.#end = {}
    if (isCurrent) this.#owner.onReturn()
    return this.next()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** Gives those who wait what there is, and tells whether too much is left. */
  #settle(): void {
    while (this.#waiters[0] && (this.#messages.length || this.#end)) {
      const [resolve, reject] = this.#waiters.shift() as Waiter
      const value = this.#messages.shift()
      if (value !== undefined) {
        this.#bytes -= costOf(value)
        resolve({ value, done: false })
      } else if (this.#end?.error) {
        // It is thrown once.
        reject(this.#end.error)
        this.#end = {}
      } else resolve({ value, done: true })
    }
    // Once its connection has ended, a loop has no say in the next one.
    if (!__NODE__ || this.#end) return
    const isHigh = this.#bytes > (this.isHigh ? HIGH_WATER / 2 : HIGH_WATER)
    if (isHigh === this.isHigh) return
    this.isHigh = isHigh
    this.#owner.pause(isHigh)
  }
}

function costOf(data: MessageData): number {
  // An empty message costs memory too.
  return 64 + (typeof data === 'string' ? data.length * 2 : data.byteLength)
}
