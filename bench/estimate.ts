import { mean, median, quantile, sampleWithReplacement } from 'simple-statistics'
import type { Measurement, Pair } from './comparison.ts'

/** How many times faster than the reference: over 1 is better. */
export interface Estimate {
  readonly median: number
  /** The interval that holds the median of other such runs 95 times of 100. */
  readonly low: number
  readonly high: number
  /** All time of the reference over all of the client: with every pause and every disturbance. */
  readonly total: number
}

export const rounded = (value: number) => Number(value.toPrecision(4))

export function estimateOf(pairs: readonly Pair[], clock: 'cpu' | 'engine'): Estimate {
  const timeOf = (run?: Measurement) => (run?.[clock] ?? Number.NaN) / (run?.count ?? 1)
  // Each run against the one before it and the one after it. Two ratios, not one to their mean: times have a long tail to
  // one side, so a mean of two is more often above a single one than below it.
  const ratios = pairs.map(({ reference, client }) =>
    client.map((run, at) => [at, at + 1].map((index) => timeOf(reference[index]) / timeOf(run))),
  )
  const draw = <Item>(items: Item[]) => sampleWithReplacement(items, items.length)
  // What the bench might have seen instead: other pairs of processes, other runs of each.
  const medians = Array.from({ length: 300 }, () =>
    median(draw(ratios).flatMap((pair) => draw(pair).flat())),
  )
  const totals = pairs.map(
    ({ reference, client }) => mean(reference.map(timeOf)) / mean(client.map(timeOf)),
  )
  return {
    median: rounded(median(ratios.flat(2))),
    low: rounded(quantile(medians, 0.025)),
    high: rounded(quantile(medians, 0.975)),
    total: rounded(mean(totals)),
  }
}
