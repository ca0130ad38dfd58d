import { EngineClock } from './cpu-time.mjs'

/** One connection of a page. @implements {Client} */
class PageClient {
  #browser
  #clock
  #connection
  #work

  /** @param {Browser} browser @param {EngineClock} clock @param {string} connection @param {object} work */
  constructor(browser, clock, connection, work) {
    this.#browser = browser
    this.#clock = clock
    this.#connection = connection
    this.#work = work
  }

  /** @param {number} count @returns {Promise<Measurement>} */
  async run(count) {
    const parameters = { connection: this.#connection, work: { ...this.#work, count } }
    const before = this.#clock.now()
    await this.#browser.evaluate(
      (question) => /** @type {any} */ (globalThis).wseventBench.do(question),
      parameters,
    )
    const after = this.#clock.now()
    return { cpu: after.page - before.page, engine: after.engine - before.engine, count }
  }

  /** The next page ends it. */
  async end() {}
}

/**
 * Loads the page anew, and connects each of them.
 * @param {Browser} browser
 * @param {string} url of the page
 * @param {import('../server/process.mjs').Server} server
 * @returns {import('../comparison.mjs').Open}
 */
export function pageOpener(browser, url, server) {
  return async (candidates, { workload, kind, size }) => {
    await browser.open(url)
    for (const { name: connection, module: name } of candidates) {
      const parameters = { connection, name, uri: server.uriOf(name, false) }
      await browser.evaluate(
        (question) => /** @type {any} */ (globalThis).wseventBench.open(question),
        parameters,
      )
    }
    const clock = new EngineClock(server.pid)
    const work = { action: workload === 'receive' ? 'flood' : 'burst', kind, size }
    return candidates.map(({ name }) => new PageClient(browser, clock, name, work))
  }
}

/**
 * @typedef {import('../pair.mjs').Measurement} Measurement
 * @typedef {import('../pair.mjs').Client} Client
 * @typedef {object} Browser of e2e/engines
 * @property {string} description
 * @property {(url: string) => Promise<void>} open
 * @property {<Argument, Result>(action: (argument: Argument) => Promise<Result>, argument: Argument) => Promise<Result>} evaluate
 * @property {() => Promise<void>} close
 */
