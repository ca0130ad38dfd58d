import { Random } from './random.mjs'
import { CALM, drawPlan } from './faults.mjs'
import { Proxy } from './proxy.mjs'
import { SILENCE, drawProfile } from './profile.mjs'
import { startServer } from './server.mjs'
import { ChaosClient } from './client.mjs'

/** One client that a proxy drops again and again until it ends for good. */
export class ProxyRun {
  /** @type {Record<string, number>} */
  kinds = {}
  #drops
  #profile
  #random
  #plans
  #client
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
    this.#random = new Random(seed)
    this.#plans = this.#random.fork()
    this.#profile = drawProfile(this.#random.fork(), drops)
    this.#client = new ChaosClient(this.#random.fork(), this.#profile)
  }

  /** Where it stands, for who waits for its end. */
  get state() {
    const { ws, opens } = this.#client
    return JSON.stringify({ ...this.#profile, readyState: ws.readyState, opens, plan: this.#plan })
  }

  /** @returns {Promise<import('./client.mjs').Report>} */
  async run() {
    const client = this.#client
    const server = await startServer({
      actFor: (port) => this.#actFor(port),
      onArrival: (connection, id) => client.ledger.arrive(connection, id),
    })
    const proxy = new Proxy(
      () => server.port,
      (port) => this.#planFor(port),
    )
    await proxy.listen()
    client.onOpen = () => this.#isCalm && this.#end(proxy)
    client.onClose = () => this.#onClose()
    const closed = await client.run(proxy.port)
    await proxy.close()
    await server.close()
    const report = client.report()
    return { ...report, violations: [...report.violations, ...this.#faultsOf(closed)] }
  }

  /** @param {import('wsevent').WebSocketsCloseEvent} closed */
  #faultsOf({ code, wasClean, unsent }) {
    const { ending } = this.#profile
    this.kinds[ending] = 1
    if (ending === 'leave' && !(wasClean && code === 1000)) return [`it left with ${code}`]
    if (ending === 'leave' && unsent.length > 0) return ['it left before the queue was empty']
    if (ending === 'refused' && code !== 4001) return [`it was refused with ${code}`]
    return []
  }

  #onClose() {
    const { ending } = this.#profile
    if (this.#isEnding || this.#client.checker.drops < this.#drops) return
    if (ending === 'exhausted') return
    this.#isEnding = true
    if (ending === 'abort') setTimeout(() => this.#client.abort(), this.#random.integer(0, 20))
    else this.#isCalm = true
  }

  /** A connection without faults, which ends by the client's will or the server's. @param {Proxy} proxy */
  #end(proxy) {
    if (this.#profile.ending === 'refused') return
    if (this.#profile.ending === 'leave a dead line') proxy.blackhole()
    setImmediate(() => this.#client.leave())
  }

  /** @param {number} port */
  #actFor(port) {
    const act = this.#acts.get(port) ?? {}
    if (act.retryAfter !== undefined) this.#client.checker.rejected(act.retryAfter)
    return act
  }

  /** @param {number} port */
  #planFor(port) {
    const profile = { faultWithin: this.#profile.faultWithin, silence: SILENCE }
    const plan = this.#isCalm ? this.#calmPlan : drawPlan(this.#plans.fork(), profile)
    this.kinds[plan.name] = (this.kinds[plan.name] ?? 0) + 1
    this.#acts.set(port, plan.server)
    this.#plan = plan
    const next = this.#client.opens + 1
    return { ...plan, onOverdue: () => this.#checkDead(next) }
  }

  /** @param {number} connection - which was swallowed long ago */
  #checkDead(connection) {
    const { opens, ws, ledger } = this.#client
    const isStill = opens === connection && ws.readyState === 1
    if (isStill)
      ledger.violations.push(`connection ${connection} is dead, and no heartbeat noticed`)
  }

  get #calmPlan() {
    return this.#profile.ending === 'refused' ? { ...CALM, server: { after: 5, code: 4001 } } : CALM
  }
}
