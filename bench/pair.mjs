import { performance } from 'node:perf_hooks'

/**
 * @typedef {import('./schedule.mjs').Effort} Effort
 * @typedef {import('./schedule.mjs').Task} Task
 *
 * One run.
 * @typedef {object} Measurement
 * @property {number} cpu milliseconds of CPU time
 * @property {number} count how often it was done in them
 * @property {number} [engine] milliseconds of CPU time of all processes of a browser, where `cpu` is the page's alone
 * @property {Record<string, number>} [more]
 * @property {string} [gives] what a message is
 *
 * Something at work, and ready for more.
 * @typedef {{ run: (count: number) => Promise<Measurement>, end: () => Promise<void> }} Client
 */

const FEWEST_ROUNDS = 5
const FEWEST_WARMING = 3
const GROWTH = 8
const SHORTEST = 0.1

/**
 * Works until it is warm; all have the same CPU time for that.
 * @param {Client} client
 * @param {Task} task
 * @returns {Promise<number>} how often it does it in the CPU time that a run shall take
 */
async function warmUp(client, { burst, count: fixed, effort: { cpu, warm } }) {
  let count = fixed ?? burst
  let best = Infinity
  for (let spent = 0, runs = 0; spent < warm || runs < FEWEST_WARMING; runs++) {
    const measured = await client.run(count)
    const time = Math.max(measured.cpu, SHORTEST)
    spent += time
    // The best: a busy machine makes it seem slower than it is, never faster.
    best = Math.min(best, time / count)
    const ticks = Math.round(Math.min(count * GROWTH, cpu / best) / burst)
    count = fixed ?? Math.max(1, ticks) * burst
  }
  return count
}

/** Where one would be in the other's figures, one after the other. @param {Client} reference @param {Client} client @param {Task} task */
async function warmUpBoth(reference, client, task) {
  if (task.hasOwnProcess) return Promise.all([warmUp(reference, task), warmUp(client, task)])
  return [await warmUp(reference, task), await warmUp(client, task)]
}

/**
 * The reference and the client, run and run about; the reference is first and last. Both do as much as the faster of
 * them does in the time that a run shall take: what a run costs beside its messages is to be small for both.
 * @param {Client} reference
 * @param {Client} client
 * @param {Task} task
 * @returns {Promise<{ referenceRuns: Measurement[], measures: Measurement[] }>} of the reference, and of the client
 */
export async function measurePair(reference, client, task) {
  const { rounds, limit } = task.effort
  const counts = await warmUpBoth(reference, client, task)
  const count = Math.max(...counts)
  const referenceRuns = [await reference.run(count)]
  const measures = []
  const end = performance.now() + limit
  for (let round = 0; round < rounds; round++) {
    if (round >= FEWEST_ROUNDS && performance.now() > end) break
    measures.push(await client.run(count))
    referenceRuns.push(await reference.run(count))
  }
  return { referenceRuns, measures }
}
