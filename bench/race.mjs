import { duel } from './duel.mjs'

/**
 * @typedef {import('./duel.mjs').Measure} Measure
 * @typedef {import('./duel.mjs').Subject} Subject
 * @typedef {import('./plan.mjs').Task} Task
 *
 * @typedef {object} Entrant
 * @property {string} name
 * @property {string} module what it is; the reference takes part a second time under another name
 * @property {string} title
 *
 * @typedef {object} Outcome
 * @property {Entrant} entrant
 * @property {Measure[][]} runs of the entrant, duel by duel
 * @property {Measure[][]} others of the reference in the same duels
 * @property {string} [error]
 *
 * Makes them ready for the task.
 * @typedef {(entrants: Entrant[], task: Task) => Promise<Subject[]>} Open
 */

/** What the reference is called where it is measured against itself. */
export const AGAIN = 'again'

/** @param {Entrant} reference @param {Outcome} outcome @param {Task} task @param {Open} open */
async function meet(reference, { entrant, runs, others }, task, open) {
  const [first, second] = await open(task.isAlone ? [entrant] : [reference, entrant], task)
  try {
    if (first && second) {
      const fought = await duel(first, second, task)
      runs.push(fought.measures)
      others.push(fought.others)
    } else if (first) runs.push([await first.run(task.count ?? 1)])
  } finally {
    await Promise.all([first?.end(), second?.end()])
  }
}

/** How many duels: more where a bar hangs on them. @param {Entrant} entrant @param {Task} task */
function duelsOf({ name }, { isAlone, effort }) {
  if (isAlone) return 1
  return name === 'wsevent' || name === AGAIN ? effort.closePairs : effort.pairs
}

/**
 * All entrants at one task, each against the reference, taking turns.
 * @param {Entrant} reference
 * @param {Entrant[]} entrants
 * @param {Task} task
 * @param {Open} open
 * @returns {Promise<Outcome[]>}
 */
export async function race(reference, entrants, task, open) {
  const outcomes = entrants.map((entrant) => {
    /** @type {Outcome} */
    const outcome = { entrant, runs: [], others: [] }
    return outcome
  })
  const turns = Math.max(...entrants.map((entrant) => duelsOf(entrant, task)))
  for (let turn = 0; turn < turns; turn++) {
    // Each begins once in a while.
    const turned = outcomes.map((_, index) => outcomes[(index + turn) % outcomes.length])
    for (const outcome of turned) {
      const isDone = outcome === undefined || turn >= duelsOf(outcome.entrant, task)
      if (isDone || outcome.error !== undefined) continue
      try {
        await meet(reference, outcome, task, open)
      } catch (error) {
        outcome.error = /** @type {Error} */ (error).message
      }
    }
  }
  return outcomes
}
