import type { MessageData } from './events.ts'

/** Bytes beyond which a platform that can is asked to stop reading. */
export const HIGH_WATER = 1_048_576
/** Bytes that may wait where the platform cannot stop reading. */
export const MAX_BYTES = 16_777_216
// An empty message costs memory too.
const OVERHEAD = 64

type Result = IteratorResult<MessageData, undefined>

/** The messages of a client, one at a time. */
export interface MessageIterator {
  /** The next message; done after the final close. */
  next(): Promise<IteratorResult<MessageData, undefined>>
  /** Leaves the loop, and disconnects. */
  return(): Promise<IteratorResult<MessageData, undefined>>
  [Symbol.asyncIterator](): this
}

interface Waiter {
  resolve(result: Result): void
  reject(error: unknown): void
}

/** What the loop asks of the client. */
export interface InboxOwner {
  /** The buffer is too full, or has been read. */
  onPressure(isHigh: boolean): void
  /** The loop was left early. */
  onReturn(): void
}

/** The messages between the client and one `for await` loop. */
export class Inbox implements MessageIterator {
  readonly #owner: InboxOwner
  #messages: (MessageData | undefined)[] = []
  #head = 0
  #bytes = 0
  #isHigh = false
  readonly #waiters: Waiter[] = []
  #end: { readonly error?: unknown } | undefined

  constructor(owner: InboxOwner) {
    this.#owner = owner
  }

  /** Bytes that wait, with what each message costs. */
  get bytes(): number {
    return this.#bytes
  }

  push(data: MessageData): void {
    const waiter = this.#waiters.shift()
    if (waiter) return waiter.resolve({ value: data, done: false })
    this.#messages.push(data)
    this.#bytes += costOf(data)
    if (this.#bytes > HIGH_WATER) this.#press(true)
  }

  /** Ends the loop, after what waits; with an error, the loop throws it. */
  end(error?: unknown): void {
    this.#end ??= error === undefined ? {} : { error }
    for (const waiter of this.#waiters.splice(0)) this.#settle(waiter)
  }

  discard(): void {
    this.#messages = []
    this.#head = this.#bytes = 0
    this.#press(false)
  }

  next(): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const waiter = { resolve, reject }
      if (this.#head < this.#messages.length) resolve({ value: this.#shift(), done: false })
      else if (this.#end) this.#settle(waiter)
      else this.#waiters.push(waiter)
    })
  }

  return(): Promise<Result> {
    this.discard()
    this.end()
    this.#owner.onReturn()
    return Promise.resolve({ value: undefined, done: true })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #settle({ resolve, reject }: Waiter): void {
    const end = this.#end
    if (end && 'error' in end) {
      this.#end = {}
      reject(end.error)
    } else resolve({ value: undefined, done: true })
  }

  #shift(): MessageData {
    const data = this.#messages[this.#head] as MessageData
    this.#messages[this.#head++] = undefined
    this.#bytes -= costOf(data)
    // The consumed part is cut off now and then, so that a read does not copy the rest.
    if (this.#head === this.#messages.length || this.#head > 1024) {
      this.#messages.splice(0, this.#head)
      this.#head = 0
    }
    if (this.#bytes <= HIGH_WATER / 2) this.#press(false)
    return data
  }

  #press(isHigh: boolean): void {
    if (isHigh === this.#isHigh) return
    this.#isHigh = isHigh
    this.#owner.onPressure(isHigh)
  }
}

function costOf(data: MessageData): number {
  return OVERHEAD + (typeof data === 'string' ? data.length * 2 : data.byteLength)
}
