import type { HeartbeatOptions } from './options.ts'
import { Timer } from './timer.ts'
import type { Clock } from './transport.ts'

/** What a heartbeat asks of the client. */
export interface HeartbeatOwner {
  /** Send a probe, a ping frame or the caller's message. */
  onProbe(): void
  onDead(): void
  /** Bytes that were handed to the platform so far. */
  bytesHanded(): number
  /** Those of the first `handed` bytes that left the platform and, where it tells, the bytes that came in. */
  bytesMoved(handed: number): number
}

/**
 * Watches one open transport: after `interval` without an inbound frame it sends a probe, and after
 * `timeout` without an answer the connection is dead. One timer, whatever the traffic.
 */
export class Heartbeat {
  readonly #interval: number
  readonly #timeout: number
  readonly #clock: Clock
  readonly #owner: HeartbeatOwner
  readonly #timer: Timer
  #lastSign: number
  #due = 0
  #handed = 0
  #moved = 0
  #isAsking = false
  #isSecond = false
  #isPaused = false

  constructor(options: HeartbeatOptions, clock: Clock, owner: HeartbeatOwner) {
    this.#interval = options.interval ?? 25_000
    this.#timeout = options.timeout ?? 10_000
    this.#clock = clock
    this.#timer = new Timer(clock)
    this.#owner = owner
    this.#lastSign = clock.now()
    this.#arm(this.#interval)
  }

  /** An inbound frame: the answer, where there was a question. */
  alive(): void {
    this.#lastSign = this.#clock.now()
    if (!this.#isAsking) return
    this.#isAsking = this.#isSecond = false
    this.#arm(this.#interval)
  }

  /** A consumer stopped or resumed reading: answers cannot come meanwhile. */
  pause(isPaused: boolean): void {
    this.#isPaused = isPaused
    if (!isPaused) this.alive()
  }

  /** Asks at once, after a sleep, or when the network is back; a question that is out keeps its deadline. */
  probe(): void {
    if (!this.#isAsking) this.#ask()
  }

  stop(): void {
    this.#timer.clear()
  }

  #ask(): void {
    this.#isAsking = true
    // What is sent behind the question says nothing of it: a dead line takes bytes too.
    this.#handed = this.#owner.bytesHanded()
    this.#moved = this.#owner.bytesMoved(this.#handed)
    this.#arm(this.#timeout)
    this.#owner.onProbe()
  }

  #arm(delay: number): void {
    this.#due = this.#clock.now() + delay
    this.#timer.set(delay, () => this.#onTimer())
  }

  #onTimer(): void {
    const silence = this.#clock.now() - this.#lastSign
    if (this.#isPaused) this.#arm(this.#interval)
    else if (this.#isAsking) this.#judge()
    else if (silence < this.#interval) this.#arm(this.#interval - silence)
    else this.#ask()
  }

  #judge(): void {
    const moved = this.#owner.bytesMoved(this.#handed)
    if (moved > this.#moved) {
      // The question waits behind an upload, or the answer behind a download, that moves on.
      this.#moved = moved
      this.#arm(this.#timeout)
    } else if (this.#clock.now() - this.#due > this.#timeout && !this.#isSecond) {
      // The machine slept, or the tab was throttled: an answer may wait unread, so ask once more.
      this.#isSecond = true
      this.#ask()
    } else this.#owner.onDead()
  }
}
