import { getEventListeners } from 'node:events'
import { WebSockets } from 'wsevent'
import { Ledger } from './ledger.mjs'
import { makeMessage } from './message.mjs'
import { LONG } from './style.mjs'
import { Traffic } from './traffic.mjs'
import { Witness } from './witness.mjs'

/**
 * @typedef {object} Report
 * @property {readonly string[]} violations
 * @property {number} drops - connections that were open and ended
 * @property {number} failures - attempts that never opened
 * @property {import('./ledger.mjs').Totals} totals
 */

/** A client that logs in at every opening, sends all the while, and has all it does put down. */
export class Traveller {
  opens = 0
  ws = WebSockets.new()
  ledger
  witness
  traffic
  /** What the owner does at each opening and each end, after everything was put down. */
  onOpen = () => {}
  onClose = () => {}
  #options
  #chance
  #controller = new AbortController()

  /**
   * @param {import('./chance.mjs').Chance} chance
   * @param {import('./style.mjs').Style} style
   */
  constructor(chance, { options, bounds, habits }) {
    this.#chance = chance
    this.#options = options
    // With a close timeout shorter than the way of the bytes, a clean close too leaves some of them on the way.
    this.ledger = new Ledger(options.queue !== false && options.closeTimeout === LONG)
    this.witness = new Witness(this.ws, bounds)
    this.traffic = new Traffic(this.ws, this.ledger, chance.fork(), habits)
  }

  /** Lives until its final close. @param {number} port */
  async travel(port) {
    this.ws.addEventListener(this.ws.WSEVENT, (event) => this.#hear(event))
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
    this.witness.verify()
    const violations = [...this.ledger.violations, ...this.witness.violations]
    const abortListeners = getEventListeners(this.#controller.signal, 'abort').length
    if (abortListeners > 0) violations.push(`${abortListeners} abort listeners are left`)
    const { drops, failures } = this.witness
    return { violations, drops, failures, totals: this.ledger.totals }
  }

  /** @param {import('wsevent').WebSocketsEvent} event */
  #hear(event) {
    this.witness.hear(event)
    if (event.type === 'open') this.#logIn()
    if (event.type === 'close') {
      this.ledger.closed(event, this.ws.bufferedAmount)
      this.onClose()
    }
    // In an ONOPEN handler it would overtake the queue, as a login is meant to.
    if (event.type !== 'open' && this.#chance.isTrue(0.1)) this.traffic.burst()
  }

  #logIn() {
    this.opens += 1
    this.ledger.opened(this.opens)
    const login = `login ${this.opens}`
    if (this.traffic.trySend(makeMessage(login, 30, 0))) this.ledger.acceptLogin(login)
    this.onOpen()
  }
}
