import { REFERENCE } from './rounds.mjs'

/**
 * @typedef {import('./workloads/workload.mjs').Measure} Measure
 * @typedef {{ min: number, median: number, max: number }} Spread
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {string} title
 * @property {Spread} [ratio] CPU time of the reference over that of this one, round by round
 * @property {number} [best] the same of the round of each that took the least: what a busy machine disturbs least
 * @property {number} [cpu] microseconds for each, median
 * @property {Record<string, number>} [more] medians
 * @property {string} [error]
 *
 * @typedef {{ workload: string, title: string, count: number, rows: Row[] }} Result
 */

/** @param {number[]} values @returns {Spread} */
export function spreadOf(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const median =
    sorted.length % 2 === 1
      ? sorted[middle]
      : (/** @type {number} */ (sorted[middle - 1]) + /** @type {number} */ (sorted[middle])) / 2
  return { min: sorted[0] ?? NaN, median: median ?? NaN, max: sorted.at(-1) ?? NaN }
}

/** @param {number} value @returns {number} with four digits */
const rounded = (value) => Number(value.toPrecision(4))

/** @param {Spread} spread @returns {Spread} */
const roundedSpread = ({ min, median, max }) => ({
  min: rounded(min),
  median: rounded(median),
  max: rounded(max),
})

/** @param {Measure[]} measures */
function moreOf(measures) {
  const keys = Object.keys(measures[0]?.more ?? {})
  const medians = keys.map((key) => [
    key,
    rounded(spreadOf(measures.map(({ more }) => more?.[key] ?? NaN)).median),
  ])
  return /** @type {Record<string, number>} */ (Object.fromEntries(medians))
}

/**
 * @param {import('./workloads/workload.mjs').Task} task
 * @param {Awaited<ReturnType<typeof import('./rounds.mjs').race>>} raced
 * @returns {Result}
 */
export function resultOf({ workload, title }, { count, outcomes }) {
  const reference = outcomes.find(({ name }) => name === REFERENCE)?.measures ?? []
  const rows = outcomes.map(({ name, title: contender, measures, error }) => {
    /** @type {Row} */
    const row = { name, title: contender, ...(error !== undefined && { error }) }
    if (measures.length === 0) return row
    const ratios = measures.map(({ cpu }, round) => (reference[round]?.cpu ?? NaN) / cpu)
    row.ratio = roundedSpread(spreadOf(ratios))
    const least = (/** @type {Measure[]} */ list) => Math.min(...list.map(({ cpu }) => cpu))
    row.best = rounded(least(reference) / least(measures))
    row.cpu = rounded((spreadOf(measures.map(({ cpu }) => cpu)).median * 1000) / count)
    row.more = moreOf(measures)
    return row
  })
  return { workload, title, count, rows }
}
