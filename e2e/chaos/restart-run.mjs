import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from './random.mjs'
import { ServerProcess } from './server-process.mjs'
import { LONG, drawProfile } from './profile.mjs'
import { ChaosClient } from './client.mjs'

const ACTS = /** @type {const} */ (['kill', 'restart', 'stop and continue'])

/** One client of a server that is a process of its own, and is killed, restarted, stopped and continued. */
export class RestartRun {
  /** @type {Record<string, number>} */
  kinds = {}
  #restarts
  #random
  #client
  #server = new ServerProcess()
  #onNews = () => {}

  /**
   * @param {number} seed
   * @param {number} restarts
   */
  constructor(seed, restarts) {
    this.#restarts = restarts
    this.#random = new Random(seed)
    const profile = drawProfile(this.#random.fork(), Infinity)
    const options = { ...profile.options, reconnect: profile.bounds, closeTimeout: LONG }
    this.#client = new ChaosClient(this.#random.fork(), { ...profile, options })
  }

  /** Where it stands, for who waits for its end. */
  get state() {
    const { ws, opens } = this.#client
    return JSON.stringify({ readyState: ws.readyState, opens, ...this.kinds })
  }

  /** @returns {Promise<import('./client.mjs').Report>} */
  async run() {
    const client = this.#client
    await this.#server.start()
    client.onOpen = client.onClose = () => this.#onNews()
    const ended = client.run(this.#server.port)
    for (let count = 0; count < this.#restarts; count += 1) await this.#strike()
    await this.#untilOpen()
    client.leave()
    const { code } = await ended
    await this.#server.stop()
    for (const { connection, id } of this.#server.arrivals()) client.ledger.arrive(connection, id)
    const report = client.report()
    return code === 1000
      ? report
      : { ...report, violations: [...report.violations, `it left with ${code}`] }
  }

  async #strike() {
    await this.#untilOpen()
    await sleep(this.#random.integer(0, 30))
    const act = this.#random.pick(ACTS)
    const duration = this.#random.integer(0, 250)
    this.kinds[act] = (this.kinds[act] ?? 0) + 1
    if (act === 'stop and continue') return this.#server.freeze(duration)
    await (act === 'kill' ? this.#server.kill() : this.#server.stop())
    await sleep(duration / 4)
    await this.#server.start()
  }

  async #untilOpen() {
    while (this.#client.ws.readyState !== 1) {
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
