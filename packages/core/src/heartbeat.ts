import type { Emitter } from './emitter.ts'
import type { HeartbeatSettings } from './options.ts'
import type { Outbox } from './outbox.ts'
import type { Clock, Transport } from './transport.ts'

/** What a heartbeat watches, and what it calls when there is no life in it. */
export interface Watched {
  readonly transport: Transport
  readonly outbox: Outbox
  readonly emitter: Emitter
  onDead(): void
}

/**
 * Watches one open transport: after `interval` without an inbound frame it sends a probe, and after `timeout` without
 * an answer the connection is dead. One timer, whatever the traffic.
 */
export class Heartbeat {
  readonly #settings: HeartbeatSettings
  readonly #watched: Watched
  readonly #clock: Clock
  #cancelTimer: (() => void) | undefined
  #isPaused = false
  #probedAt = 0
  // When the last inbound frame came, and when the timer is due.
  #lastSign = 0
  #due = 0
  // Probes without an answer: a second one only if there was no time to hear the answer to the first.
  #unanswered = 0
  // Bytes that were handed over before the probe, and the progress seen at the last look.
  #ahead = 0
  #progress = 0

  constructor(settings: HeartbeatSettings, watched: Watched, clock: Clock) {
    this.#settings = settings
    this.#watched = watched
    this.#clock = clock
    this.#restart()
  }

  /** An inbound frame: the answer, if there was a probe. */
  alive(): void {
    if (this.#unanswered) {
      const roundTrip = this.#clock.now() - this.#probedAt
      this.#watched.emitter.tell({ type: 'answer', roundTrip })
    }
    this.#hear()
  }

  /** A consumer stopped or resumed reading: answers cannot arrive meanwhile. */
  pause(isPaused: boolean): void {
    this.#isPaused = isPaused
    this.#hear()
  }

  /** Probes at once, after a sleep or when the network is back; a probe under way keeps its deadline. */
  probe(): void {
    if (!this.#unanswered) this.#ask()
  }

  stop(): void {
    this.#cancelTimer?.()
  }

  #hear(): void {
    if (this.#unanswered) this.#restart()
    else this.#lastSign = this.#clock.now()
  }

  #restart(): void {
    this.#unanswered = 0
    this.#lastSign = this.#clock.now()
    this.#arm(this.#settings.interval)
  }

  #arm(delay: number): void {
    this.stop()
    this.#due = this.#clock.now() + delay
    this.#cancelTimer = this.#clock.later(delay, () => this.#onTimer())
  }

  #ask(): void {
    const { outbox, transport } = this.#watched
    const { timeout, message } = this.#settings
    this.#unanswered += 1
    this.#probedAt = this.#clock.now()
    this.#watched.emitter.tell({ type: 'probe' })
    this.#ahead = outbox.handed
    this.#progress = this.#measure()
    this.#arm(timeout)
    if (message !== undefined) outbox.probe(message)
    else transport.ping?.()
  }

  /** The bytes ahead of the probe that left, and the bytes that arrived. What is sent behind it proves nothing. */
  #measure(): number {
    const { outbox, transport } = this.#watched
    const left = Math.min(this.#ahead, outbox.handed - transport.bufferedAmount)
    return __NODE__ ? left + (transport.bytesRead ?? 0) : left
  }

  #onTimer(): void {
    const now = this.#clock.now()
    const rest = this.#settings.interval - (now - this.#lastSign)
    if (__NODE__ && this.#isPaused) this.#restart()
    else if (this.#unanswered) this.#judge(now - this.#due > this.#settings.timeout)
    else if (rest > 0) this.#arm(rest)
    else this.#ask()
  }

  #judge(isLate: boolean): void {
    const before = this.#progress
    this.#progress = this.#measure()
    // The probe waits behind an upload, or its answer behind a download, that moves on.
    if (this.#progress > before) this.#arm(this.#settings.timeout)
    // The machine slept, or the tab was throttled: the answer may be there unread, so ask once more.
    else if (isLate && this.#unanswered < 2) this.#ask()
    else this.#watched.onDead()
  }
}
