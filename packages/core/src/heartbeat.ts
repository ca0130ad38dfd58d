import { CAN_PAUSE, CAN_PING } from './abilities.ts'
import type { WireCode } from './errors.ts'
import type { HeartbeatOptions } from './options.ts'
import type { Clock, Transport } from './transport.ts'
import { later } from './timer.ts'

/** What a heartbeat asks of the connection. */
export interface HeartbeatOwner {
  /** Bytes that were handed to the platform so far. */
  readonly handed: number
  /** Send a probe: the caller's message, or a ping frame where there is none. */
  onProbe(message: HeartbeatOptions['message']): void
  fail(code: WireCode): void
}

/**
 * Watches one open transport: after `interval` without an inbound frame it sends a probe, and after
 * `timeout` without an answer the connection is dead. One timer, whatever the traffic.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions
  readonly #interval: number
  readonly #timeout: number
  readonly #transport: Transport
  readonly #clock: Clock
  readonly #owner: HeartbeatOwner
  #cancel: (() => void) | undefined
  #lastSign = 0
  #due = 0
  #handed = 0
  #moved = 0
  // Questions that are out: a second one only where there was no time to hear the answer.
  #asked = 0
  #isPaused = false

  constructor(
    options: HeartbeatOptions,
    transport: Transport,
    clock: Clock,
    owner: HeartbeatOwner,
  ) {
    this.#options = options
    this.#interval = options.interval ?? 25_000
    this.#timeout = options.timeout ?? 10_000
    this.#transport = transport
    this.#clock = clock
    this.#owner = owner
    this.#restart()
  }

  /** An inbound frame: the answer, where there was a question. */
  alive(): void {
    if (this.#asked) this.#restart()
    else this.#lastSign = this.#clock.now()
  }

  /** A consumer stopped or resumed reading: answers cannot come meanwhile. */
  pause(isPaused: boolean): void {
    if (!CAN_PAUSE) return
    this.#isPaused = isPaused
    this.alive()
  }

  /** Asks at once, after a sleep, or when the network is back; a question that is out keeps its deadline. */
  probe(): void {
    if (!this.#asked) this.#ask()
  }

  stop(): void {
    this.#cancel?.()
  }

  #restart(): void {
    this.#asked = 0
    this.#lastSign = this.#clock.now()
    this.#arm(this.#interval)
  }

  #arm(delay: number): void {
    this.stop()
    this.#due = this.#clock.now() + delay
    this.#cancel = later(this.#clock, delay, () => this.#onTimer())
  }

  #ask(): void {
    this.#asked += 1
    // What is sent behind the question says nothing of it: a dead line takes bytes too.
    this.#handed = this.#owner.handed
    this.#moved = this.#movedNow()
    this.#arm(this.#timeout)
    this.#owner.onProbe(this.#options.message)
  }

  /** Of the bytes up to the question, those that left; and those that came in. */
  #movedNow(): number {
    const { bufferedAmount, bytesRead = 0 } = this.#transport
    const left = Math.min(this.#handed, this.#owner.handed - bufferedAmount)
    return CAN_PING ? left + bytesRead : left
  }

  #onTimer(): void {
    const now = this.#clock.now()
    const rest = this.#interval - (now - this.#lastSign)
    if (CAN_PAUSE && this.#isPaused) this.#restart()
    else if (this.#asked) this.#judge(now - this.#due > this.#timeout)
    else if (rest > 0) this.#arm(rest)
    else this.#ask()
  }

  #judge(isLate: boolean): void {
    const before = this.#moved
    this.#moved = this.#movedNow()
    // The question waits behind an upload, or the answer behind a download, that moves on.
    if (this.#moved > before) this.#arm(this.#timeout)
    // The machine slept, or the tab was throttled: an answer may wait unread, so ask once more.
    else if (isLate && this.#asked < 2) this.#ask()
    else this.#owner.fail('ERR_HEARTBEAT_TIMEOUT')
  }
}
