import { measurePair } from './pair.mjs'

/**
 * @typedef {import('./pair.mjs').Measurement} Measurement
 * @typedef {import('./pair.mjs').Client} Client
 * @typedef {import('./schedule.mjs').Task} Task
 *
 * @typedef {object} Candidate
 * @property {string} name
 * @property {string} module what it is; the reference takes part a second time under another name
 * @property {string} title
 *
 * @typedef {object} Outcome
 * @property {Candidate} candidate
 * @property {Measurement[][]} runs of the candidate, pair by pair
 * @property {Measurement[][]} referenceRuns of the reference in the same pairs
 * @property {string} [error]
 *
 * Makes them ready for the task.
 * @typedef {(candidates: Candidate[], task: Task) => Promise<Client[]>} Open
 */

/** What the reference is called where it is measured against itself. */
export const CONTROL = 'control'

/** @param {Candidate} reference @param {Outcome} outcome @param {Task} task @param {Open} open */
async function comparePair(reference, { candidate, runs, referenceRuns }, task, open) {
  const [first, second] = await open(task.isUnpaired ? [candidate] : [reference, candidate], task)
  try {
    if (first && second) {
      const measured = await measurePair(first, second, task)
      runs.push(measured.measures)
      referenceRuns.push(measured.referenceRuns)
    } else if (first) runs.push([await first.run(task.count ?? 1)])
  } finally {
    await Promise.all([first?.end(), second?.end()])
  }
}

/** How many pairs: more where a target hangs on them. @param {Candidate} candidate @param {Task} task */
function pairsOf({ name }, { isUnpaired, effort }) {
  if (isUnpaired) return 1
  return name === 'wsevent' || name === CONTROL ? effort.closePairs : effort.pairs
}

/**
 * All candidates at one task, each against the reference, taking turns.
 * @param {Candidate} reference
 * @param {Candidate[]} candidates
 * @param {Task} task
 * @param {Open} open
 * @returns {Promise<Outcome[]>}
 */
export async function compare(reference, candidates, task, open) {
  const outcomes = candidates.map((candidate) => {
    /** @type {Outcome} */
    const outcome = { candidate, runs: [], referenceRuns: [] }
    return outcome
  })
  const turns = Math.max(...candidates.map((candidate) => pairsOf(candidate, task)))
  for (let turn = 0; turn < turns; turn++) {
    // Each begins once in a while.
    const turned = outcomes.map((_, index) => outcomes[(index + turn) % outcomes.length])
    for (const outcome of turned) {
      const isDone = outcome === undefined || turn >= pairsOf(outcome.candidate, task)
      if (isDone || outcome.error !== undefined) continue
      try {
        await comparePair(reference, outcome, task, open)
      } catch (error) {
        outcome.error = /** @type {Error} */ (error).message
      }
    }
  }
  return outcomes
}
