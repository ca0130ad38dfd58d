import { estimateOf, median, rounded } from './estimate.mjs'

/**
 * @typedef {import('./pair.mjs').Measurement} Measurement
 * @typedef {import('./estimate.mjs').Estimate} Estimate
 * @typedef {import('./comparison.mjs').Outcome} Outcome
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {string} title
 * @property {Estimate} [ratio] to the reference, by CPU time
 * @property {Estimate} [engine] the same, with all processes of the browser
 * @property {number} [cpu] microseconds for each operation, median
 * @property {Record<string, number>} [more] medians
 * @property {string} [gives] what a message is
 * @property {string} [error]
 *
 * @typedef {object} Place where it was measured
 * @property {string} place `node`, or the engine's name
 * @property {string} version of it
 *
 * @typedef {Place & { workload: string, title: string, reference: string, rows: Row[] }} Result
 * The reference is the title of who has the ratio 1.
 */

/** @param {Measurement[]} measures */
function moreOf(measures) {
  const keys = Object.keys(measures[0]?.more ?? {})
  const medians = keys.map((key) => [
    key,
    rounded(median(measures.map(({ more }) => more?.[key] ?? NaN))),
  ])
  return /** @type {Record<string, number>} */ (Object.fromEntries(medians))
}

/** @param {Measurement[]} measures @returns {Partial<Row>} */
function averages(measures) {
  const [first] = measures
  if (!first) return {}
  return {
    cpu: rounded(median(measures.map(({ cpu, count }) => (cpu * 1000) / count))),
    ...(first.more && { more: moreOf(measures) }),
    ...(first.gives !== undefined && { gives: first.gives }),
  }
}

/** @param {Outcome} outcome @param {'cpu' | 'engine'} what */
function ratioOf({ runs, referenceRuns }, what) {
  const times = (/** @type {Measurement[] | undefined} */ measures = []) =>
    measures.map((measure) => (measure[what] ?? NaN) / measure.count)
  return estimateOf(
    runs.map((measures, pair) => ({
      client: times(measures),
      reference: times(referenceRuns[pair]),
    })),
  )
}

/** @param {Outcome} outcome @returns {Row} */
function rowOf(outcome) {
  const { candidate, runs, referenceRuns, error } = outcome
  return {
    name: candidate.name,
    title: candidate.title,
    ...(referenceRuns.length > 0 && { ratio: ratioOf(outcome, 'cpu') }),
    ...(runs[0]?.[0]?.engine !== undefined && { engine: ratioOf(outcome, 'engine') }),
    ...averages(runs.flat()),
    ...(error !== undefined && { error }),
  }
}

/**
 * @param {Place} place
 * @param {import('./schedule.mjs').Task} task
 * @param {import('./comparison.mjs').Candidate} reference
 * @param {Outcome[]} outcomes
 * @returns {Result}
 */
export function resultOf(place, { workload, title, isUnpaired }, reference, outcomes) {
  const referenceRuns = outcomes.flatMap((outcome) => outcome.referenceRuns.flat())
  const first = { name: reference.name, title: reference.title, ...averages(referenceRuns) }
  const rows = [...(isUnpaired ? [] : [first]), ...outcomes.map(rowOf)]
  return { ...place, workload, title, reference: reference.title, rows }
}
