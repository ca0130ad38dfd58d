import { clearTimeout, setTimeout } from './real-time.ts'

interface Waiter<Item> {
  readonly isMeant: (item: Item) => boolean
  readonly resolve: (item: Item) => void
  readonly reject: (error: Error) => void
  /** The error of one who waited in vain, until something happened. */
  readonly inVain: (until: string) => Error
}

/** What arrived, in order, and who waits for it. Each item is taken at most once. */
export class Mailbox<Item> {
  /** Everything that arrived. */
  readonly all: Item[] = []
  readonly #untaken: Item[] = []
  #end: string | undefined
  readonly #waiters = new Set<Waiter<Item>>()

  push(item: Item): void {
    this.all.push(item)
    for (const waiter of this.#waiters) if (this.#offer(item, waiter)) return
    this.#untaken.push(item)
  }

  /** The first item that is meant and not taken, now or later; rejects after `timeout` milliseconds of real time. */
  take(
    isMeant: (item: Item) => boolean,
    timeout: number,
    inVain: (until: string) => Error,
  ): Promise<Item> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer)
        this.#waiters.delete(waiter)
      }
      const waiter: Waiter<Item> = {
        isMeant,
        inVain,
        resolve: (item) => {
          end()
          resolve(item)
        },
        reject: (error) => {
          end()
          reject(error)
        },
      }
      const timer = setTimeout(() => waiter.reject(inVain(`within ${timeout} ms`)), timeout)
      this.#waiters.add(waiter)
      const index = this.#untaken.findIndex((item) => this.#offer(item, waiter))
      if (index !== -1) this.#untaken.splice(index, 1)
      else if (this.#end !== undefined) waiter.reject(inVain(this.#end))
    })
  }

  /** Nothing more will come: `until` ends the sentence of everyone who waits. */
  end(until: string): void {
    this.#end = until
    for (const waiter of this.#waiters) waiter.reject(waiter.inVain(until))
  }

  /** True if the waiter needs no more items: it took this one, or its matcher threw. */
  #offer(item: Item, waiter: Waiter<Item>): boolean {
    if (!this.#waiters.has(waiter)) return false
    try {
      if (!waiter.isMeant(item)) return false
      waiter.resolve(item)
      return true
    } catch (error) {
      waiter.reject(error as Error)
      return false
    }
  }
}
