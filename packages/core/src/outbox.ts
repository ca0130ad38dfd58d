import { sizeOf, snapshotOf } from './data.ts'
import { WebSocketsError } from './errors.ts'
import type { SendData } from './events.ts'
import type { QueueOptions } from './options.ts'
import type { Transport } from './transport.ts'

/** Bytes that may be with the platform at a time; the rest waits here, where a drop does not reach it. */
export const WINDOW = 65_536

interface Parcel {
  /** Absent for a heartbeat's message, which counts as buffered and is never told of. */
  readonly data: SendData | undefined
  readonly size: number
}

/**
 * The queue of a client that asked for one. A message is in here, or with the platform and remembered
 * until it left, or told of at the close: it is in one place at any time, so it is never sent twice.
 */
export class Outbox {
  readonly #maxBytes: number
  #waiting: Parcel[] = []
  #older: Parcel[] | undefined
  #handed: Parcel[] = []
  #handedBytes = 0
  #total = 0
  #bytes = 0

  constructor(options: QueueOptions) {
    this.#maxBytes = options.maxBytes ?? 1_048_576
  }

  /** Bytes that were handed to the platform, since ever. */
  get total(): number {
    return this.#total
  }

  /** Bytes that wait. */
  get bytes(): number {
    return this.#bytes
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && !this.#older?.length
  }

  /**
   * Takes a message over, and hands it on where the window allows.
   * @returns false where the socket takes no more and `mayWait` says that no other will come
   * @throws `ERR_QUEUE_FULL`
   */
  push(data: SendData, transport: Transport | undefined, mayWait: boolean): boolean {
    const parcel = { data: snapshotOf(data), size: sizeOf(data) }
    if (transport && this.#waiting.length === 0 && hasRoom(parcel, transport)) {
      if (this.#hand(parcel, transport)) return true
      if (!mayWait) return false
    }
    // An empty message takes room too: there may be no more messages than bytes.
    const isFull = this.#waiting.length >= this.#maxBytes
    if (isFull || this.#bytes + parcel.size > this.#maxBytes)
      throw new WebSocketsError('ERR_QUEUE_FULL')
    this.#waiting.push(parcel)
    this.#bytes += parcel.size
    return true
  }

  /** Notes bytes that went to the platform beside the queue. */
  note(size: number): void {
    this.#remember({ data: undefined, size })
  }

  /** Hands on what the window allows, in order. */
  pump(transport: Transport): void {
    this.#confirm(transport.bufferedAmount)
    let count = 0
    for (const parcel of this.#waiting) {
      if (!hasRoom(parcel, transport) || !this.#hand(parcel, transport)) break
      this.#bytes -= parcel.size
      count += 1
    }
    if (count > 0) this.#waiting.splice(0, count)
  }

  /** Sets the older messages aside while the ONOPEN handlers run, so that theirs go first. */
  beginOpening(): void {
    this.#older = this.#waiting
    this.#waiting = []
  }

  /** Puts the older messages behind those of the ONOPEN handlers. */
  endOpening(): void {
    if (this.#older) this.#waiting = [...this.#waiting, ...this.#older]
    this.#older = undefined
  }

  /** The transport is gone: what was handed over and had not left. */
  lost(bufferedAmount: number): SendData[] {
    this.endOpening()
    this.#confirm(bufferedAmount)
    const lost = messagesOf(this.#handed)
    this.#handed = []
    this.#handedBytes = 0
    return lost
  }

  /** The end: what was never handed over. */
  giveUp(): SendData[] {
    const unsent = messagesOf(this.#waiting)
    this.#waiting = []
    this.#bytes = 0
    return unsent
  }

  #hand(parcel: Parcel, transport: Transport): boolean {
    if (!transport.send(parcel.data as SendData)) return false
    this.#remember(parcel)
    return true
  }

  #remember(parcel: Parcel): void {
    this.#handed.push(parcel)
    this.#handedBytes += parcel.size
    this.#total += parcel.size
  }

  /** Forgets what has left: the oldest, while the younger account for all that is still buffered. */
  #confirm(bufferedAmount: number): void {
    let count = 0
    for (const { size } of this.#handed) {
      if (this.#handedBytes - size < bufferedAmount) break
      this.#handedBytes -= size
      count += 1
    }
    if (count > 0) this.#handed.splice(0, count)
  }
}

/** One message at least may be with the platform, however big. */
function hasRoom({ size }: Parcel, { bufferedAmount }: Transport): boolean {
  return bufferedAmount === 0 || bufferedAmount + size <= WINDOW
}

function messagesOf(parcels: readonly Parcel[]): SendData[] {
  return parcels.flatMap(({ data }) => (data === undefined ? [] : [data]))
}
