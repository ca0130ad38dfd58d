import { Child } from './child.mjs'

/**
 * @typedef {import('./workloads/workload.mjs').Task} Task
 * @typedef {import('./workloads/workload.mjs').Measure} Measure
 * @typedef {{ name: string, title: string, flags: string[] }} Entrant
 * @typedef {object} Effort
 * @property {number} rounds
 * @property {number} cpu milliseconds that a round of the reference takes at least
 * @property {number} warm milliseconds of CPU that the reference has to warm up; the others do as much
 * @typedef {{ name: string, title: string, measures: Measure[], error?: string }} Outcome
 */

export const REFERENCE = 'ws'

const START_TIMEOUT = 30_000
const ROUND_TIMEOUT = 60_000

/** @param {Entrant} entrant @param {Task} task @param {import('./peer/peer.mjs').Peer} peer */
async function start({ name, flags }, task, peer) {
  const uri = peer.uriOf(name, task.isTls)
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: peer.certificateFile, NODE_NO_WARNINGS: '1' }
  const parameters = [JSON.stringify({ contender: name, uri, task })]
  const child = new Child('subject-main.mjs', parameters, {
    execArgv: ['--expose-gc', ...flags],
    env,
  })
  try {
    await child.ask(START_TIMEOUT)
    return child
  } catch (error) {
    await child.end()
    throw error
  }
}

/**
 * How often the reference has to do it to take long enough, when it is warm.
 * @param {Child} child @param {Task} task @param {Effort} effort
 */
async function calibrate(child, task, { cpu, warm }) {
  let count = Math.max(task.burst, 10)
  let spent = 0
  let operations = 0
  for (let tries = 0; tries < 40; tries++) {
    const measured = await child.ask(ROUND_TIMEOUT, { count })
    spent += measured.cpu
    operations += count
    if (measured.cpu >= cpu && spent >= warm) break
    const factor = Math.min(8, Math.max(1, (cpu / Math.max(measured.cpu, 0.1)) * 1.1))
    count = Math.ceil((count * factor) / task.burst) * task.burst
  }
  return { count, operations }
}

/** As often as the reference did it before: what the compiler has seen is to be the same. @param {Child} child @param {number} count @param {number} operations */
async function warmUp(child, count, operations) {
  for (let done = 0; done < operations; done += count) {
    await child.ask(ROUND_TIMEOUT, { count })
  }
}

/** @template Item @param {Item[]} items @param {number} by */
const turned = (items, by) =>
  items.map((_, index) => /** @type {Item} */ (items[(index + by) % items.length]))

/**
 * All contenders at one task, taking turns.
 * @param {Entrant[]} entrants
 * @param {Task} task
 * @param {Effort} effort
 * @param {import('./peer/peer.mjs').Peer} peer
 * @returns {Promise<{ count: number, outcomes: Outcome[] }>}
 */
export async function race(entrants, task, effort, peer) {
  /** @type {Map<Outcome, Child>} */
  const running = new Map()
  /** @type {Outcome[]} */
  const outcomes = []
  const isCounted = task.count !== undefined
  let count = task.count ?? 0
  let operations = 0
  const rounds = task.workload === 'memory' ? 1 : effort.rounds
  const ask = async (/** @type {Outcome} */ outcome) => {
    const child = running.get(outcome)
    try {
      return await child?.ask(ROUND_TIMEOUT, { count })
    } catch (error) {
      outcome.error = /** @type {Error} */ (error).message
      running.delete(outcome)
      await child?.end()
    }
  }
  try {
    for (const entrant of entrants) {
      /** @type {Outcome} */
      const outcome = { name: entrant.name, title: entrant.title, measures: [] }
      outcomes.push(outcome)
      try {
        const child = await start(entrant, task, peer)
        running.set(outcome, child)
        if (isCounted) continue
        if (entrant.name === REFERENCE)
          ({ count, operations } = await calibrate(child, task, effort))
        else await warmUp(child, count, operations)
      } catch (error) {
        if (entrant.name === REFERENCE) throw error
        outcome.error = /** @type {Error} */ (error).message
        await running.get(outcome)?.end()
        running.delete(outcome)
      }
    }
    for (let round = 0; round < rounds; round++) {
      for (const outcome of turned(outcomes, round)) {
        const measured = await ask(outcome)
        if (measured) outcome.measures.push(measured)
      }
    }
  } finally {
    await Promise.all([...running.values()].map((child) => child.end()))
  }
  return { count, outcomes }
}
