import { getEventListeners } from 'node:events'
import { WebSockets } from 'wsevent'
import { Ledger } from './ledger.mjs'
import { createMessage } from './messages.mjs'
import { LONG } from './profile.mjs'
import { Traffic } from './traffic.mjs'
import { EventChecker } from './event-checker.mjs'

/**
 * @typedef {object} Report
 * @property {readonly string[]} violations
 * @property {number} drops - connections that were open and ended
 * @property {number} failures - attempts that never opened
 * @property {import('./ledger.mjs').Totals} totals
 */

/** A client that logs in at every opening, sends all the while, and has all it does put down. */
export class ChaosClient {
  opens = 0
  ws = WebSockets.new()
  ledger
  checker
  traffic
  /** What the owner does at each opening and each end, after everything was put down. */
  onOpen = () => {}
  onClose = () => {}
  #options
  #random
  #controller = new AbortController()

  /**
   * @param {import('./random.mjs').Random} random
   * @param {import('./profile.mjs').Profile} profile
   */
  constructor(random, { options, bounds, traffic }) {
    this.#random = random
    this.#options = options
    // With a close timeout shorter than the way of the bytes, a clean close too leaves some of them on the way.
    this.ledger = new Ledger(options.queue !== false && options.closeTimeout === LONG)
    this.checker = new EventChecker(this.ws, bounds)
    this.traffic = new Traffic(this.ws, this.ledger, random.fork(), traffic)
  }

  /** Lives until its final close. @param {number} port */
  async run(port) {
    this.ws.addEventListener(this.ws.WSEVENT, (event) => this.#record(event))
    const { signal } = this.#controller
    this.ws.connect(`ws://127.0.0.1:${port}/`, { ...this.#options, signal })
    this.traffic.start()
    const closed = await this.ws.closed
    this.traffic.stop()
    return closed
  }

  abort() {
    this.#controller.abort()
  }

  /** Says the last words and leaves. */
  leave() {
    this.traffic.burst()
    this.ws.disconnect()
  }

  /** @returns {Report} */
  report() {
    this.ledger.verify()
    this.checker.verify()
    const violations = [...this.ledger.violations, ...this.checker.violations]
    const abortListeners = getEventListeners(this.#controller.signal, 'abort').length
    if (abortListeners > 0) violations.push(`${abortListeners} abort listeners are left`)
    const { drops, failures } = this.checker
    return { violations, drops, failures, totals: this.ledger.totals }
  }

  /** @param {import('wsevent').WebSocketsEvent} event */
  #record(event) {
    this.checker.record(event)
    if (event.type === 'open') this.#logIn()
    if (event.type === 'close') {
      this.ledger.closed(event, this.ws.bufferedAmount)
      this.onClose()
    }
    // In an ONOPEN handler it would overtake the queue, as a login is meant to.
    if (event.type !== 'open' && this.#random.chance(0.1)) this.traffic.burst()
  }

  #logIn() {
    this.opens += 1
    this.ledger.opened(this.opens)
    const login = `login ${this.opens}`
    if (this.traffic.trySend(createMessage(login, 30, 0))) this.ledger.acceptLogin(login)
    this.onOpen()
  }
}
