import { getEventListeners } from 'node:events'
import { WebSockets, type WebSocketsCloseEvent, type WebSocketsEvent } from 'wsevent'
import { checkEvents, entryOf } from './events.ts'
import { audit, type History } from './ledger.ts'
import { createMessage } from './messages.ts'
import { LONG, type Profile } from './profile.ts'
import { type Random } from './random.ts'
import { type Report } from './report.ts'

/** A client that logs in at each opening, sends numbered messages all the while, and records what happens. */
export class ChaosClient {
  readonly ws = WebSockets.new()
  drops = 0
  /** Milliseconds that the server last asked for. */
  retryAfter = 0
  readonly #random: Random
  readonly #profile: Profile
  readonly #report: Report
  readonly controller = new AbortController()
  readonly #history: History = []
  readonly #received = new Map<string, string[]>()
  readonly #name: number
  #opens = 0
  #last = 0

  /** `name` tells clients of one server apart. */
  constructor(random: Random, profile: Profile, report: Report, name = 0) {
    this.#name = name
    this.#random = random
    this.#profile = profile
    this.#report = report
    this.ws.addEventListener(this.ws.WSEVENT, (event) => this.#onEvent(event))
  }

  /** Resolves at the final close. */
  async run(uri: string): Promise<WebSocketsCloseEvent> {
    this.ws.connect(uri, { ...this.#profile.options, signal: this.controller.signal })
    const timer = setInterval(() => this.#burst(), 2)
    const closed = await this.ws.closed
    clearInterval(timer)
    return closed
  }

  disconnect(): void {
    this.#burst()
    this.ws.disconnect()
  }

  /** The server received a message; `first` came first on its connection. */
  readonly received = (first: string, id: string): void => {
    const ids = this.#received.get(first) ?? []
    this.#received.set(first, ids)
    ids.push(id)
  }

  /** Reports where the messages ended, and what broke the contract. */
  verify(): void {
    const { options, delays } = this.#profile
    // A clean close that does not wait for slow bytes loses some of them.
    const isLossless = options.queue !== false && options.closeTimeout === LONG
    audit(this.#history, this.#received, isLossless, this.#report)
    const events = this.#history.filter((entry) => 'event' in entry)
    const listeners = getEventListeners(this.controller.signal, 'abort')
    const leaks = listeners.map(() => 'an abort listener is left')
    this.#report.violations.push(...checkEvents(events, delays), ...leaks)
  }

  #onEvent(event: WebSocketsEvent): void {
    this.#history.push(entryOf(this.ws, event, this.retryAfter))
    if (event.type === 'close') {
      this.#report.count({ [this.drops < this.#opens ? 'drops' : 'failed attempts']: 1 })
      this.drops = this.#opens
    }
    if (event.type === 'open') {
      this.#opens += 1
      this.#send(`login ${this.#name}/${this.#opens}`, 10, 0)
      // More would overtake the queue, as the login is meant to.
    } else if (this.#random.chance(10)) this.#burst()
  }

  #burst(): void {
    const { burst, small, large } = this.#profile.traffic
    for (let rest = this.#random.integer(0, burst); rest > 0; rest -= 1) {
      const length = this.#random.integer(0, this.#random.chance(5) ? large : small)
      if (!this.#send(String(this.#last + 1), length, this.#random.integer(0, 3))) return
      this.#last += 1
    }
  }

  /** False if `send` refused: the message is not the client's. */
  #send(id: string, length: number, kind: number): boolean {
    const data = createMessage(id, length, kind)
    try {
      this.ws.send(data)
    } catch (error) {
      const { code } = error as { readonly code?: string }
      if (code === 'ERR_QUEUE_FULL' || code === 'ERR_INVALID_STATE') return false
      throw error
    }
    this.#history.push({ id, size: Buffer.byteLength(data) })
    return true
  }
}
