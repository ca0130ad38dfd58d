import { EngineClock } from './cpu-time.mjs'

/** One connection of a page. @implements {Subject} */
class LineSubject {
  #browser
  #clock
  #line
  #work

  /** @param {Browser} browser @param {EngineClock} clock @param {string} line @param {object} work */
  constructor(browser, clock, line, work) {
    this.#browser = browser
    this.#clock = clock
    this.#line = line
    this.#work = work
  }

  /** @param {number} count @returns {Promise<Measure>} */
  async run(count) {
    const asked = { line: this.#line, work: { ...this.#work, count } }
    const before = this.#clock.now()
    await this.#browser.evaluate(
      (question) => /** @type {any} */ (globalThis).wseventBench.do(question),
      asked,
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
 * @param {import('../peer/peer.mjs').Peer} peer
 * @returns {import('../race.mjs').Open}
 */
export function pageOpener(browser, url, peer) {
  return async (entrants, { workload, kind, size }) => {
    await browser.open(url)
    for (const { name: line, module: name } of entrants) {
      const asked = { line, name, uri: peer.uriOf(name, false) }
      await browser.evaluate(
        (question) => /** @type {any} */ (globalThis).wseventBench.open(question),
        asked,
      )
    }
    const clock = new EngineClock(peer.pid)
    const work = { action: workload === 'receive' ? 'flood' : 'burst', kind, size }
    return entrants.map(({ name }) => new LineSubject(browser, clock, name, work))
  }
}

/**
 * @typedef {import('../duel.mjs').Measure} Measure
 * @typedef {import('../duel.mjs').Subject} Subject
 * @typedef {object} Browser of e2e/engines
 * @property {string} description
 * @property {(url: string) => Promise<void>} open
 * @property {<Argument, Result>(action: (argument: Argument) => Promise<Result>, argument: Argument) => Promise<Result>} evaluate
 * @property {() => Promise<void>} close
 */
