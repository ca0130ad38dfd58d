import { spreadOf } from '../results.mjs'

const REFERENCE = 'onmessage'

/**
 * @typedef {{ action: 'flood' | 'burst', kind: 'text' | 'binary', size: number, count: number }} Task
 */

/** @param {any} browser @param {import('../peer/peer.mjs').Peer} peer @param {Task} task @param {string} name */
function once(browser, peer, { action, ...work }, name) {
  const uri = peer.uriOf(name.replace('.io-client', '-io'), false)
  const question = { action, name, work: { ...work, uri } }
  return browser.evaluate((/** @type {any} */ asked) => {
    const bench = /** @type {any} */ (globalThis).wseventBench
    return bench[asked.action](bench.contenders[asked.name], asked.work)
  }, question)
}

/**
 * All contenders in one page, taking turns; wall time, for a page cannot see its CPU time.
 * @param {any} browser
 * @param {import('../peer/peer.mjs').Peer} peer
 * @param {Task} task
 * @param {number} rounds
 */
export async function race(browser, peer, task, rounds) {
  const names = await browser.evaluate(() => /** @type {any} */ (globalThis).wseventBench.names)
  /** @type {Map<string, number[]>} */
  const times = new Map(names.map((/** @type {string} */ name) => [name, []]))
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length]
      // oxlint-disable-next-line no-await-in-loop
      const time = await once(browser, peer, task, name)
      if (round > 0) times.get(name)?.push(time)
    }
  }
  const reference = times.get(REFERENCE) ?? []
  return [...times].map(([name, list]) => ({
    name,
    title: name,
    ratio: spreadOf(list.map((time, round) => (reference[round] ?? NaN) / time)),
    best: Math.min(...reference) / Math.min(...list),
    micros: (spreadOf(list).median * 1000) / task.count,
  }))
}
