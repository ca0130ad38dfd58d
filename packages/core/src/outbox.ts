import { frozen, NONE, snapshotOf } from './data.ts'
import type { Emitter, SentMessage } from './emitter.ts'
import { misuse, WebSocketsError } from './errors.ts'
import type { SendData } from './events.ts'
import type { Settings } from './options.ts'
import type { Platform, Transport } from './transport.ts'

/** Bytes that may be with the platform at a time; the rest waits here, where a drop does not reach it. See docs/decisions/0008. */
export const WINDOW = 65_536

/** Milliseconds between two looks at a buffer whose shrinking not every platform reports. */
const POLL = 10

/** Messages in flight that may lie here before a send looks which of them have left. */
const MAX_UNCHECKED = 128

/** Settles one promise of `drained` if it is time; returns whether it still waits. */
type Drain = (error?: WebSocketsError) => boolean

type QueuedMessage = SentMessage & { readonly size: number }

// Without a queue nothing ever lies here, so all share it.
const NO_MESSAGES: QueuedMessage[] = []

/**
 * The only way out of a connection. Without a queue, a message goes straight to the transport. With one, it waits in
 * here, or is with the platform and remembered until it left, or is reported at the close: it is in one place at any
 * time, so it is never sent twice.
 */
export class Outbox {
  /** Bytes handed to the platform so far, counted if there is a heartbeat. */
  handed = 0
  readonly #platform: Platform
  readonly #emitter: Emitter
  // Taken out of the settings: as a dictionary they are slow to read for each message.
  readonly #maxBytes: number
  readonly #reconnect: Settings['reconnect']
  readonly #heartbeat: Settings['heartbeat']
  #transport: Transport | undefined
  // In order: those in flight, handed over and not known to have left; then those that wait.
  #messages: QueuedMessage[] = NO_MESSAGES
  #inFlight = 0
  #inFlightBytes = 0
  #waitingBytes = 0
  #isOpening = false
  #closing: Parameters<Transport['close']> | undefined
  #cancelPoll: (() => void) | undefined
  #drains: readonly Drain[] = NONE

  constructor({ queue, reconnect, heartbeat }: Settings, platform: Platform, emitter: Emitter) {
    this.#platform = platform
    this.#emitter = emitter
    this.#maxBytes = queue ? queue.maxBytes : 0
    if (queue) this.#messages = []
    this.#reconnect = reconnect
    this.#heartbeat = heartbeat
  }

  get bufferedAmount(): number {
    return this.#buffered + this.#waitingBytes
  }

  /**
   * Hands a message over, or keeps it if there is a queue; false if neither can be done.
   * @throws `ERR_QUEUE_FULL`, and `ERR_INVALID_DATA` for what no memory holds or the platform does not take
   */
  send(data: SendData): boolean {
    const maxBytes = this.#maxBytes
    let message
    try {
      if (!maxBytes) {
        const isTaken = this.#hand(data)
        // An object for each message would cost those whom nobody watches.
        if (isTaken && this.#emitter.watchers.length) this.#tell('handed', { data })
        return isTaken
      }
      message = { data: snapshotOf(data), size: this.#platform.sizeOf(data) }
    } catch (cause) {
      throw new WebSocketsError('ERR_INVALID_DATA', String(cause), { cause })
    }
    this.#messages.push(message)
    this.#waitingBytes += message.size
    // Bytes that leave are looked at when the platform says so; where it does not, now and then.
    if (this.#inFlight > MAX_UNCHECKED || this.#inFlightBytes > WINDOW) this.#confirm()
    const isTaken = this.#pump() || this.#reconnect
    const count = this.#messages.length - this.#inFlight
    // An empty message takes room too: there may be no more messages than bytes.
    const isFull = Math.max(this.#waitingBytes, count) > maxBytes
    if (!count) return true
    if (isTaken && !isFull) {
      this.#tell('waiting', message)
      // For the next look at the buffer.
      this.handOn()
      return true
    }
    this.#messages.pop()
    this.#waitingBytes -= message.size
    if (isTaken) throw misuse('ERR_QUEUE_FULL', '', maxBytes)
    return false
  }

  /** Sends a heartbeat's message, ahead of what waits. */
  probe(message: SendData): void {
    const size = this.#platform.sizeOf(message)
    // A copy, since a platform may refuse a buffer that can grow.
    if (this.#hand(snapshotOf(message), size) && this.#maxBytes) {
      this.#messages.splice(this.#inFlight, 0, { size })
      this.#inFlight += 1
      this.#inFlightBytes += size
    }
  }

  /** A transport has opened: what the ONOPEN handlers send goes before what was queued earlier. */
  open(transport: Transport, emitOpen: () => void): void {
    const older = this.#messages.splice(0)
    this.#transport = transport
    this.#isOpening = true
    emitOpen()
    this.#isOpening = false
    if (older.length) this.#messages = this.#messages.concat(older)
    this.handOn()
  }

  /** Hands on what the window allows; once nothing waits, starts the closing handshake that was asked for. */
  handOn(): void {
    const transport = this.#transport
    // It is called for each message that arrives: with nothing to do it must cost nothing.
    if (!transport || !(this.#messages.length || this.#closing || this.#drains.length)) return
    this.#confirm()
    this.#pump()
    this.settleDrains()
    const isWaiting = this.#isOpening || this.#inFlight < this.#messages.length
    if (isWaiting || this.#drains.length) {
      this.#cancelPoll ??= this.#platform.clock.later(POLL, () => {
        this.#cancelPoll = undefined
        this.handOn()
      })
    } else this.#stopPolling()
    if (this.#closing && !isWaiting) {
      transport.close(...this.#closing)
      this.#closing = undefined
    }
  }

  /** Resolves once no more than `bytes` are buffered; rejects if the connection ends for good before that. */
  drained(bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle: Drain = (error) => {
        if (!error && this.bufferedAmount > bytes) return true
        if (error) reject(error)
        else resolve()
        return false
      }
      if (!settle()) return
      this.#drains = this.#drains.concat(settle)
      this.handOn()
    })
  }

  /** Starts the closing handshake, after what waits. */
  close(code: number, reason: string): void {
    this.#closing = [code, reason]
    this.handOn()
  }

  /** The connection has ended: what was handed over and had not left. */
  takeUnconfirmed(): readonly SendData[] {
    this.#confirm()
    this.#stopPolling()
    this.#transport = this.#closing = undefined
    return this.#take(this.#inFlight)
  }

  /** There will be no other connection: what was never handed over. */
  takeUnsent(): readonly SendData[] {
    this.#waitingBytes = 0
    return this.#take(Infinity)
  }

  /** Settles what `drained` promised, as far as possible; all of it with an error, at the final close. */
  settleDrains(error?: WebSocketsError): void {
    if (this.#drains.length) this.#drains = this.#drains.filter((settle) => settle(error))
  }

  #tell(type: 'waiting' | 'handed' | 'left', message: SentMessage): void {
    // A heartbeat's message is not the user's.
    if (this.#emitter.watchers.length && message.data !== undefined)
      this.#emitter.tell({ type, message })
  }

  #stopPolling(): void {
    this.#cancelPoll?.()
    this.#cancelPoll = undefined
  }

  /** Payload bytes that the platform holds. */
  get #buffered(): number {
    return this.#transport?.bufferedAmount ?? 0
  }

  #hand(data: SendData, size?: number): boolean {
    const isTaken = this.#transport?.send(data, size) === true
    if (isTaken && this.#heartbeat) this.handed += size ?? this.#platform.sizeOf(data)
    return isTaken
  }

  /** Hands on what the window allows, in order; false if the socket takes no more. */
  #pump(): boolean {
    for (;;) {
      const message = this.#messages[this.#inFlight]
      if (!message || !this.#transport) return true
      const buffered = this.#buffered
      // One message at least may be with the platform, however big.
      if (buffered && buffered + message.size > WINDOW) return true
      try {
        if (!this.#hand(message.data as SendData, message.size)) return false
      } catch {
        // It has been accepted, so it waits: for memory, perhaps.
        return true
      }
      this.#inFlight += 1
      this.#inFlightBytes += message.size
      this.#waitingBytes -= message.size
      this.#tell('handed', message)
    }
  }

  /** Forgets what has left: the oldest, as long as the younger ones account for all that is still buffered. */
  #confirm(): void {
    const buffered = this.#buffered
    let count = 0
    while (count < this.#inFlight) {
      const { size } = this.#messages[count] as QueuedMessage
      if (this.#inFlightBytes - size < buffered) break
      count += 1
      this.#inFlightBytes -= size
    }
    if (!count) return
    const messages = this.#messages.splice(0, count)
    if (this.#emitter.watchers.length) for (const message of messages) this.#tell('left', message)
    this.#inFlight -= count
  }

  /** Takes messages out, those in flight first. */
  #take(count: number): readonly SendData[] {
    this.#inFlight = this.#inFlightBytes = 0
    return frozen(this.#messages.splice(0, count).flatMap(({ data }) => data ?? []))
  }
}
