import { Chance } from './chance.mjs'
import { CALM, drawPlan } from './faults.mjs'
import { Proxy } from './proxy.mjs'
import { PATIENCE, drawStyle } from './style.mjs'
import { startTarget } from './target.mjs'
import { Traveller } from './traveller.mjs'

/** One client that a proxy drops again and again until it ends for good. */
export class Journey {
  /** @type {Record<string, number>} */
  kinds = {}
  #drops
  #style
  #chance
  #plans
  #traveller
  #isEnding = false
  #isCalm = false
  /** @type {Map<number, import('./faults.mjs').ServerAct>} */
  #acts = new Map()
  /** @type {import('./faults.mjs').Plan} */
  #plan = CALM

  /**
   * @param {number} seed
   * @param {number} drops - how many it lives through
   */
  constructor(seed, drops) {
    this.#drops = drops
    this.#chance = new Chance(seed)
    this.#plans = this.#chance.fork()
    this.#style = drawStyle(this.#chance.fork(), drops)
    this.#traveller = new Traveller(this.#chance.fork(), this.#style)
  }

  /** Where it stands, for who waits for its end. */
  get state() {
    const { ws, opens } = this.#traveller
    return JSON.stringify({ ...this.#style, readyState: ws.readyState, opens, plan: this.#plan })
  }

  /** @returns {Promise<import('./traveller.mjs').Report>} */
  async run() {
    const traveller = this.#traveller
    const target = await startTarget({
      actFor: (port) => this.#actFor(port),
      onArrival: (connection, id) => traveller.ledger.arrive(connection, id),
    })
    const proxy = new Proxy(
      () => target.port,
      (port) => this.#planFor(port),
    )
    await proxy.listen()
    traveller.onOpen = () => this.#isCalm && this.#end(proxy)
    traveller.onClose = () => this.#onClose()
    const closed = await traveller.travel(proxy.port)
    await proxy.close()
    await target.close()
    const report = traveller.report()
    return { ...report, violations: [...report.violations, ...this.#faultsOf(closed)] }
  }

  /** @param {import('wsevent').WebSocketsCloseEvent} closed */
  #faultsOf({ code, wasClean, unsent }) {
    const { ending } = this.#style
    this.kinds[ending] = 1
    if (ending === 'leave' && !(wasClean && code === 1000)) return [`it left with ${code}`]
    if (ending === 'leave' && unsent.length > 0) return ['it left before the queue was empty']
    if (ending === 'refused' && code !== 4001) return [`it was refused with ${code}`]
    return []
  }

  #onClose() {
    const { ending } = this.#style
    if (this.#isEnding || this.#traveller.witness.drops < this.#drops) return
    if (ending === 'exhausted') return
    this.#isEnding = true
    if (ending === 'abort') setTimeout(() => this.#traveller.abort(), this.#chance.integer(0, 20))
    else this.#isCalm = true
  }

  /** A connection without faults, which ends by the client's will or the server's. @param {Proxy} proxy */
  #end(proxy) {
    if (this.#style.ending === 'refused') return
    if (this.#style.ending === 'leave a dead line') proxy.swallow()
    setImmediate(() => this.#traveller.leave())
  }

  /** @param {number} port */
  #actFor(port) {
    const act = this.#acts.get(port) ?? {}
    if (act.retryAfter !== undefined) this.#traveller.witness.rejected(act.retryAfter)
    return act
  }

  /** @param {number} port */
  #planFor(port) {
    const style = { reach: this.#style.reach, patience: PATIENCE }
    const plan = this.#isCalm ? this.#calmPlan : drawPlan(this.#plans.fork(), style)
    this.kinds[plan.name] = (this.kinds[plan.name] ?? 0) + 1
    this.#acts.set(port, plan.server)
    this.#plan = plan
    const next = this.#traveller.opens + 1
    return { ...plan, onOverdue: () => this.#checkDead(next) }
  }

  /** @param {number} connection - which was swallowed long ago */
  #checkDead(connection) {
    const { opens, ws, ledger } = this.#traveller
    const isStill = opens === connection && ws.readyState === 1
    if (isStill)
      ledger.violations.push(`connection ${connection} is dead, and no heartbeat noticed`)
  }

  get #calmPlan() {
    return this.#style.ending === 'refused' ? { ...CALM, server: { after: 5, code: 4001 } } : CALM
  }
}
