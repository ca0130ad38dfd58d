import type { HeartbeatOptions } from './options.ts'
import { Timer } from './timer.ts'
import type { Clock } from './transport.ts'

/** What a heartbeat asks of the client. */
export interface HeartbeatOwner {
  /** Send a probe, a ping frame or the caller's message. */
  onProbe(): void
  onDead(): void
  /** Bytes that were handed to the platform and left it, since ever; it grows while an upload moves on. */
  bytesLeft(): number
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
  #probedAt: number | undefined
  #left = 0
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

  /** An inbound frame. */
  alive(): void {
    this.#lastSign = this.#clock.now()
  }

  /** A consumer stopped or resumed reading: answers cannot come meanwhile. */
  pause(isPaused: boolean): void {
    this.#isPaused = isPaused
    if (!isPaused) this.alive()
  }

  /** Asks at once: after a sleep, or when the network is back. */
  probe(): void {
    this.#probedAt = this.#clock.now()
    this.#left = this.#owner.bytesLeft()
    this.#arm(this.#timeout)
    this.#owner.onProbe()
  }

  stop(): void {
    this.#timer.clear()
  }

  #arm(delay: number): void {
    this.#due = this.#clock.now() + delay
    this.#timer.set(delay, () => this.#onTimer())
  }

  #onTimer(): void {
    const now = this.#clock.now()
    const answered = this.#probedAt === undefined || this.#lastSign >= this.#probedAt
    if (answered || this.#isPaused) {
      this.#probedAt = undefined
      const silence = this.#isPaused ? 0 : now - this.#lastSign
      if (silence < this.#interval) this.#arm(this.#interval - silence)
      else this.probe()
    } else if (now - this.#due > this.#timeout) {
      // The machine slept: an answer may wait unread, so ask once more.
      this.probe()
    } else if (this.#owner.bytesLeft() > this.#left) {
      // The probe waits behind an upload that moves on.
      this.#left = this.#owner.bytesLeft()
      this.#arm(this.#timeout)
    } else this.#owner.onDead()
  }
}
