import type { MessageData } from './events.ts'

/** Bytes beyond which a platform that can is asked to stop reading. */
export const HIGH_WATER = 1_048_576
/** Bytes that may wait where the platform cannot stop reading. */
export const MAX_BYTES = 16_777_216

type Result = IteratorResult<MessageData, undefined>
type Waiter = (result: Result | Promise<never>) => void

/** The end of the loop, and what it throws. */
interface End {
  readonly error?: Error | undefined
}

/** The messages of a client, one at a time. */
export interface MessageIterator {
  /** The next message; done after the final close. */
  next(): Promise<IteratorResult<MessageData, undefined>>
  /** Leaves the loop, and disconnects. */
  return(): Promise<IteratorResult<MessageData, undefined>>
  [Symbol.asyncIterator](): this
}

/** Told that the buffer is too full, or has been read; false where reading cannot stop. */
export type Pause = (isHigh: boolean) => boolean

/** The messages between the client and one `for await` loop. */
export class Inbox implements MessageIterator {
  /** Whether there is too much to read on. */
  declare isHigh?: boolean
  readonly #onReturn: () => void
  declare readonly pause: Pause
  readonly #waiters: Waiter[] = []
  #messages: MessageData[] = []
  #bytes = 0
  #end: End | undefined

  /** @param onReturn - called if the loop was left early */
  constructor(onReturn: () => void, pause?: Pause) {
    this.#onReturn = onReturn
    if (__NODE__ && pause) this.pause = pause
  }

  /** @returns whether there is more than may wait */
  push(data: MessageData): boolean {
    this.#messages.push(data)
    this.#bytes += costOf(data)
    this.#settle()
    const isTooMuch = this.#bytes > MAX_BYTES
    return __NODE__ ? isTooMuch && !this.pause(true) : isTooMuch
  }

  /** Ends the loop, after what waits; with an error, the loop throws it. */
  end(error?: Error): void {
    this.#end ??= { error }
    this.#settle()
  }

  dropAll(): void {
    this.#messages = []
    this.#bytes = 0
    this.#settle()
  }

  next(): Promise<Result> {
    return new Promise((resolve) => {
      this.#waiters.push(resolve)
      this.#settle()
    })
  }

  return(): Promise<Result> {
    const isCurrent = !this.#end
    this.dropAll()
    this.#end = {}
    if (isCurrent) this.#onReturn()
    return this.next()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** Gives those who wait what there is, and tells whether too much is left. */
  #settle(): void {
    while (this.#waiters.length && (this.#messages.length || this.#end)) {
      const resolve = this.#waiters.shift() as Waiter
      const value = this.#messages.shift()
      if (value !== undefined) {
        this.#bytes -= costOf(value)
        resolve({ value, done: false })
      } else {
        const { error } = this.#end as End
        // It is thrown once.
        this.#end = {}
        resolve(error ? Promise.reject(error) : { value, done: true })
      }
    }
    // Once its connection has ended, a loop has no say in the next one.
    if (!__NODE__ || this.#end) return
    const wasHigh = this.isHigh === true
    const isHigh = this.#bytes > (wasHigh ? HIGH_WATER / 2 : HIGH_WATER)
    if (isHigh === wasHigh) return
    this.isHigh = isHigh
    this.pause(isHigh)
  }
}

function costOf(data: MessageData): number {
  // An empty message costs memory too.
  return 64 + ((data as ArrayBuffer).byteLength ?? (data as string).length * 2)
}
