import type { Emitter } from './emitter.ts'
import type { SendData } from './events.ts'
import type { HeartbeatSettings } from './options.ts'
import type { Outbox } from './outbox.ts'
import type { Clock, Platform, Transport } from './transport.ts'

/** What a heartbeat asks through, and whom it tells. */
export interface HeartbeatOwner {
  readonly hostPlatform: Platform
  readonly outbox: Outbox
  readonly emitter: Emitter
}

/**
 * Watches one open transport: after `interval` without an inbound frame it sends a probe, and after `timeout` without
 * an answer the connection is dead. One timer, whatever the traffic.
 */
export class Heartbeat {
  /** Whether a consumer stopped reading, on a platform that can: answers cannot arrive meanwhile. */
  declare isPaused?: boolean
  readonly #settings: HeartbeatSettings
  readonly #transport: Transport
  readonly #owner: HeartbeatOwner
  readonly #clock: Clock
  readonly #onDead: () => void
  #cancelTimer: (() => void) | undefined
  // When the last inbound frame came, or the probe was sent that has no answer yet; and when the timer is due.
  #since = 0
  #due = 0
  // Probes without an answer: a second one only if there was no time to hear the answer to the first.
  #unanswered = 0
  // Bytes that were handed over before the probe, and the progress seen at the last look.
  #ahead = 0
  #progress = 0

  constructor(
    settings: HeartbeatSettings,
    transport: Transport,
    owner: HeartbeatOwner,
    onDead: () => void,
  ) {
    this.#settings = settings
    this.#transport = transport
    this.#owner = owner
    this.#clock = owner.hostPlatform.clock
    this.#onDead = onDead
    this.#unanswered = 1
    this.hear()
  }

  /** An inbound frame: the answer, if there was a probe. */
  alive(): void {
    if (this.#unanswered)
      this.#owner.emitter.tell({ type: 'answer', roundTrip: this.#clock.now() - this.#since })
    this.hear()
  }

  /** Counts the silence from now. */
  hear(): void {
    this.#since = this.#clock.now()
    if (!this.#unanswered) return
    this.#unanswered = 0
    this.#arm(this.#settings.interval)
  }

  /** Probes at once, after a sleep or when the network is back; a probe under way keeps its deadline. */
  probe(): void {
    if (!this.#unanswered) this.#ask()
  }

  stop(): void {
    this.#cancelTimer?.()
  }

  #arm(delay: number): void {
    this.stop()
    this.#due = this.#clock.now() + delay
    this.#cancelTimer = this.#clock.later(delay, () => this.#onTimer())
  }

  #ask(): void {
    const { outbox, emitter } = this.#owner
    const { timeout, message } = this.#settings
    this.#unanswered += 1
    this.#since = this.#clock.now()
    emitter.tell({ type: 'probe' })
    this.#ahead = outbox.handed
    this.#hasMoved()
    this.#arm(timeout)
    // Where there are no ping frames, the options' check asks for a message.
    if (__NODE__ && message === undefined) this.#transport.ping?.()
    else outbox.probe(message as SendData)
  }

  /** The bytes ahead of the probe that left, and the bytes that arrived. What is sent behind it proves nothing. */
  #hasMoved(): boolean {
    const transport = this.#transport
    const before = this.#progress
    this.#progress = Math.min(this.#ahead, this.#owner.outbox.handed - transport.bufferedAmount)
    if (__NODE__) this.#progress += transport.bytesRead ?? 0
    return this.#progress > before
  }

  #onTimer(): void {
    const { interval, timeout } = this.#settings
    const now = this.#clock.now()
    const isLate = now - this.#due > timeout
    const rest = this.#since + interval - now
    if (__NODE__ && this.isPaused) this.#arm(interval)
    else if (!this.#unanswered && rest > 0) this.#arm(rest)
    // The probe waits behind an upload, or its answer behind a download, that moves on.
    else if (this.#unanswered && this.#hasMoved()) this.#arm(timeout)
    // Not yet; or the machine slept, or the tab was throttled: the answer may be there unread, so ask once more.
    else if (this.#unanswered < (isLate ? 2 : 1)) this.#ask()
    else this.#onDead()
  }
}
