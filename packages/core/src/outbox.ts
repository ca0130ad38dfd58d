import { snapshotOf } from './data.ts'
import { WebSocketsError } from './errors.ts'
import type { SendData } from './events.ts'
import type { QueueOptions } from './options.ts'

/** Bytes that may be with the platform at a time; the rest waits here, where a drop does not reach it. */
export const WINDOW = 65_536

/** No messages: shared by all events that tell of none. */
export const NONE: readonly SendData[] = Object.freeze([])

interface Parcel {
  /** Absent for a heartbeat's message, which counts as buffered and is never told of. */
  readonly data?: SendData
  readonly size: number
}

/** What an outbox is emptied into. */
export interface Line {
  /** Payload bytes that were handed over and have not left; nothing where nothing can be handed over now. */
  readonly held: number | undefined
  /** Hands a message over; false where the socket no longer takes any. */
  hand(data: SendData, size: number): boolean
}

/**
 * The queue of a client that asked for one. A message waits in here, or is with the platform and remembered
 * until it left, or told of at the close: it is in one place at any time, so it is never sent twice.
 */
export class Outbox {
  /** Bytes that wait. */
  bytes = 0
  readonly #options: QueueOptions
  readonly #line: Line
  // Those with the platform first, then those that wait.
  readonly #parcels: Parcel[] = []
  #handed = 0
  #handedBytes = 0
  #lost = NONE
  // How many of them may go: while the ONOPEN handlers run, those of the handlers alone.
  #limit = Infinity

  constructor(options: QueueOptions, line: Line) {
    this.#options = options
    this.#line = line
  }

  get isEmpty(): boolean {
    return this.#handed === this.#parcels.length
  }

  get #end(): number {
    return Math.min(this.#limit, this.#parcels.length)
  }

  /**
   * Takes a message over, and hands it on where the window allows.
   * @returns false where the socket takes no more and `mayWait` says that no other will come
   * @throws `ERR_QUEUE_FULL`
   */
  push(data: SendData, size: number, mayWait: boolean): boolean {
    const { maxBytes = 1_048_576 } = this.#options
    this.#put(this.#end, { data: snapshotOf(data), size })
    this.bytes += size
    const isTaken = this.pump() || mayWait
    // An empty message takes room too: there may be no more messages than bytes.
    const isFull = Math.max(this.bytes, this.#parcels.length - this.#handed) > maxBytes
    if (this.#handed === this.#end || (isTaken && !isFull)) return true
    this.#parcels.splice(this.#end - 1, 1)
    this.#limit -= 1
    this.bytes -= size
    if (isTaken) throw new WebSocketsError('ERR_QUEUE_FULL')
    return false
  }

  /** Notes bytes that went to the platform beside the queue. */
  note(size: number): void {
    this.#put(this.#handed, { size })
    this.#count(size)
  }

  /** Hands on what the window allows, in order; false where the socket takes no more. */
  pump(): boolean {
    this.#confirm(this.#line.held)
    for (const { data, size } of this.#parcels.slice(this.#handed, this.#end)) {
      const { held = Infinity } = this.#line
      // One message at least may be with the platform, however big.
      if (held && held + size > WINDOW) break
      if (!this.#line.hand(data as SendData, size)) return false
      this.#count(size)
      this.bytes -= size
    }
    return true
  }

  /** Sets the older messages aside while the ONOPEN handlers run, so that theirs go first. */
  beginOpening(): void {
    this.#limit = 0
  }

  /** Puts the older messages behind those of the ONOPEN handlers. */
  endOpening(): void {
    this.#limit = Infinity
  }

  /** The transport is gone, and `held` bytes with it. */
  lose(held: number): void {
    this.endOpening()
    this.#confirm(held)
    this.#lost = this.#take(this.#handed)
    this.#handed = this.#handedBytes = 0
  }

  /** What was handed over and had not left; told once. */
  tellLost(): readonly SendData[] {
    const lost = this.#lost
    this.#lost = NONE
    return lost
  }

  /** The end: what was never handed over. */
  giveUp(): SendData[] {
    this.bytes = 0
    return this.#take(Infinity)
  }

  #put(at: number, parcel: Parcel): void {
    this.#parcels.splice(at, 0, parcel)
    this.#limit += 1
  }

  #count(size: number): void {
    this.#handed += 1
    this.#handedBytes += size
  }

  #take(count: number): SendData[] {
    return this.#parcels.splice(0, count).flatMap(({ data }) => data ?? [])
  }

  /** Forgets what has left: the oldest, while the younger account for all that is still buffered. */
  #confirm(held = Infinity): void {
    for (const { size } of this.#parcels.slice(0, this.#handed)) {
      if (this.#handedBytes - size < held) break
      this.#parcels.shift()
      this.#handed -= 1
      this.#limit -= 1
      this.#handedBytes -= size
    }
  }
}
