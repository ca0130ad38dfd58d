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
  readonly #handed: Parcel[] = []
  #handedBytes = 0
  #waiting: Parcel[] = []
  // Those that waited before the connection opened, while its handlers run.
  #older: Parcel[] = []
  #lost = NONE

  constructor(options: QueueOptions, line: Line) {
    this.#options = options
    this.#line = line
  }

  /** Messages that wait. */
  get length(): number {
    return this.#waiting.length + this.#older.length
  }

  /**
   * Takes a message over, and hands it on where the window allows.
   * @returns false where the socket takes no more and `mayWait` says that no other will come
   * @throws `ERR_QUEUE_FULL`
   */
  push(data: SendData, size: number, mayWait: boolean): boolean {
    const { maxBytes = 1_048_576 } = this.#options
    this.#waiting.push({ data: snapshotOf(data), size })
    this.bytes += size
    const isTaken = this.pump() || mayWait
    // An empty message takes room too: there may be no more messages than bytes.
    const isFull = Math.max(this.bytes, this.length) > maxBytes
    if (!this.#waiting.length || (isTaken && !isFull)) return true
    this.#waiting.pop()
    this.bytes -= size
    if (isTaken) throw new WebSocketsError('ERR_QUEUE_FULL')
    return false
  }

  /** Notes bytes that went to the platform beside the queue. */
  note(size: number): void {
    this.#remember({ size })
  }

  /** Hands on what the window allows, in order; false where the socket takes no more. */
  pump(): boolean {
    this.#confirm(this.#line.held)
    let count = 0
    try {
      for (const parcel of this.#waiting) {
        const { held = Infinity } = this.#line
        // One message at least may be with the platform, however big.
        if (held && held + parcel.size > WINDOW) break
        if (!this.#line.hand(parcel.data as SendData, parcel.size)) return false
        count += 1
        this.bytes -= parcel.size
        this.#remember(parcel)
      }
      return true
    } finally {
      // Also where the platform throws: what it took is not handed over again.
      this.#waiting.splice(0, count)
    }
  }

  /** Sets the older messages aside while the ONOPEN handlers run, so that theirs go first. */
  beginOpening(): void {
    this.#older = this.#waiting
    this.#waiting = []
  }

  /** Puts the older messages behind those of the ONOPEN handlers. */
  endOpening(): void {
    this.#waiting = this.#waiting.concat(this.#older)
    this.#older = []
  }

  /** The transport is gone, and `held` bytes with it. */
  lose(held: number): void {
    this.endOpening()
    this.#confirm(held)
    this.#lost = messagesOf(this.#handed.splice(0))
    this.#handedBytes = 0
  }

  /** What was handed over and had not left; told once. */
  tellLost(): readonly SendData[] {
    const lost = this.#lost
    this.#lost = NONE
    return lost
  }

  /** The end: what was never handed over. */
  giveUp(): readonly SendData[] {
    this.bytes = 0
    return messagesOf(this.#waiting.splice(0))
  }

  #remember(parcel: Parcel): void {
    this.#handed.push(parcel)
    this.#handedBytes += parcel.size
  }

  /** Forgets what has left: the oldest, while the younger account for all that is still buffered. */
  #confirm(held = Infinity): void {
    let count = 0
    for (const { size } of this.#handed) {
      if (this.#handedBytes - size < held) break
      count += 1
      this.#handedBytes -= size
    }
    this.#handed.splice(0, count)
  }
}

function messagesOf(parcels: readonly Parcel[]): readonly SendData[] {
  return parcels.flatMap(({ data }) => data ?? [])
}
