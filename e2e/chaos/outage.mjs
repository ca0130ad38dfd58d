import { setTimeout as sleep } from 'node:timers/promises'
import { Chance } from './chance.mjs'
import { ChildTarget } from './child-target.mjs'
import { LONG, drawStyle } from './style.mjs'
import { Traveller } from './traveller.mjs'

const ACTS = /** @type {const} */ (['kill', 'restart', 'stop and continue'])

/** One client of a server that is a process of its own, and is killed, restarted, stopped and continued. */
export class Outage {
  /** @type {Record<string, number>} */
  kinds = {}
  #outages
  #chance
  #traveller
  #target = new ChildTarget()
  #onNews = () => {}

  /**
   * @param {number} seed
   * @param {number} outages
   */
  constructor(seed, outages) {
    this.#outages = outages
    this.#chance = new Chance(seed)
    const style = drawStyle(this.#chance.fork(), Infinity)
    const options = { ...style.options, reconnect: style.bounds, closeTimeout: LONG }
    this.#traveller = new Traveller(this.#chance.fork(), { ...style, options })
  }

  /** Where it stands, for who waits for its end. */
  get state() {
    const { ws, opens } = this.#traveller
    return JSON.stringify({ readyState: ws.readyState, opens, ...this.kinds })
  }

  /** @returns {Promise<import('./traveller.mjs').Report>} */
  async run() {
    const traveller = this.#traveller
    await this.#target.start()
    traveller.onOpen = traveller.onClose = () => this.#onNews()
    const ended = traveller.travel(this.#target.port)
    for (let count = 0; count < this.#outages; count += 1) await this.#strike()
    await this.#untilOpen()
    traveller.leave()
    const { code } = await ended
    await this.#target.stop()
    for (const { connection, id } of this.#target.arrivals())
      traveller.ledger.arrive(connection, id)
    const report = traveller.report()
    return code === 1000
      ? report
      : { ...report, violations: [...report.violations, `it left with ${code}`] }
  }

  async #strike() {
    await this.#untilOpen()
    await sleep(this.#chance.integer(0, 30))
    const act = this.#chance.pick(ACTS)
    const duration = this.#chance.integer(0, 250)
    this.kinds[act] = (this.kinds[act] ?? 0) + 1
    if (act === 'stop and continue') return this.#target.freeze(duration)
    await (act === 'kill' ? this.#target.kill() : this.#target.stop())
    await sleep(duration / 4)
    await this.#target.start()
  }

  async #untilOpen() {
    while (this.#traveller.ws.readyState !== 1) {
      await /** @type {Promise<void>} */ (
        new Promise((resolve) => {
          this.#onNews = resolve
        })
      )
      // A handler's own sends go before what is queued; this is none.
      await sleep(0)
    }
  }
}
