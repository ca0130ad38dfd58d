/**
 * One client and the reference taking turns: the reference runs before and after every run of the client.
 * @typedef {object} Pair
 * @property {number[]} reference CPU time for each operation, run by run; one more than the client has
 * @property {number[]} client
 *
 * How many times faster than the reference: over 1 is better.
 * @typedef {object} Estimate
 * @property {number} median
 * @property {number} low of the interval that holds the median of other such runs 95 times of 100
 * @property {number} high
 * @property {number} lower the lower quartile of the single ratios
 * @property {number} upper
 * @property {number} total all time of the reference over all of the client: with every pause and every disturbance
 */

const RESAMPLES = 300
const DIGITS = 4

/** @param {number[]} sorted @param {number} share from 0 to 1 */
export function quantile(sorted, share) {
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)] ?? NaN
  const above = sorted[Math.ceil(at)] ?? NaN
  return below + (above - below) * (at % 1)
}

/** @param {number[]} values */
export const median = (values) =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  )

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length

/** @param {number} value */
export const rounded = (value) => Number(value.toPrecision(DIGITS))

/**
 * Each run of the client against the one before it and the one after it. Two ratios, not one to their mean:
 * times have a long tail to one side, so a mean of two is more often above a single one than below it.
 * @param {Pair} pair
 * @returns {[number, number][]}
 */
const ratiosOf = ({ reference, client }) =>
  client.map((time, run) => [
    (reference[run] ?? NaN) / time,
    (reference[run + 1] ?? reference[run] ?? NaN) / time,
  ])

/** The same sequence at each run: a report made again from the same figures is the same. @param {number} seed */
function randomFrom(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/**
 * Medians of what the bench might have seen instead: other pairs of processes, other runs of each.
 * @param {[number, number][][]} pairs
 */
function resampled(pairs) {
  const random = randomFrom(1)
  /** @template Item @param {Item[]} items */
  const drawn = (items) =>
    items.map(() => /** @type {Item} */ (items[Math.floor(random() * items.length)]))
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(drawn(pairs).flatMap((pair) => drawn(pair).flat())),
  )
  return medians.toSorted((a, b) => a - b)
}

/** @param {Pair[]} pairs @returns {Estimate} */
export function estimateOf(pairs) {
  const ratios = pairs.map(ratiosOf)
  const sorted = ratios.flat(2).toSorted((a, b) => a - b)
  const medians = resampled(ratios)
  const totals = pairs.map(({ reference, client }) => mean(reference) / mean(client))
  return {
    median: rounded(quantile(sorted, 0.5)),
    low: rounded(quantile(medians, 0.025)),
    high: rounded(quantile(medians, 0.975)),
    lower: rounded(quantile(sorted, 0.25)),
    upper: rounded(quantile(sorted, 0.75)),
    total: rounded(mean(totals)),
  }
}
