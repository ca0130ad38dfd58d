import { FixedScaleAxis, LineChart, type LineChartOptions } from 'chartist'
import type { Sample } from '../client-state.ts'
import type { Range } from './summary.ts'

type Value = keyof Pick<Sample, 'sent' | 'received' | 'roundTrip'>

/** What the smallest chart reaches up to: a single message is no mountain. */
const LEAST_TOP = 5

function optionsOf([low, high]: Range, top: number): LineChartOptions {
  return {
    axisX: {
      type: FixedScaleAxis,
      low,
      high,
      divisor: 4,
      showGrid: false,
      showLabel: false,
      offset: 4,
    },
    axisY: {
      low: 0,
      high: Math.max(LEAST_TOP, top),
      onlyInteger: true,
      scaleMinSpace: 16,
      offset: 36,
    },
    chartPadding: { top: 10, right: 4, bottom: 0, left: 0 },
    lineSmooth: false,
    showPoint: false,
  }
}

/** Each second of the range; one in which nothing happened is a zero, or nothing to connect. */
function pointsOf(
  samples: readonly Sample[],
  [from, to]: Range,
  value: Value,
): { x: number; y: number }[] {
  const bySecond = new Map(samples.map((sample) => [sample.second, sample]))
  const points: { x: number; y: number }[] = []
  // The last second is still under way.
  for (let x = Math.ceil(from); x < Math.floor(to); x += 1) {
    const y = bySecond.get(x)?.[value]
    if (y !== undefined || value !== 'roundTrip') points.push({ x, y: y ?? 0 })
  }
  return points
}

/** One or two values of the samples over time. */
export class Chart {
  readonly #place: HTMLElement
  readonly #values: readonly Value[]
  #plot: LineChart | undefined
  #drawn = ''

  constructor(place: HTMLElement, values: readonly Value[]) {
    this.#place = place
    this.#values = values
  }

  /** Draws what has changed since the last time, which is at most once a second. */
  draw(samples: readonly Sample[], range: Range, now: number): void {
    const key = [...[...range, now].map(Math.floor), samples.length, this.#place.clientWidth].join()
    if (key === this.#drawn) return
    this.#drawn = key
    const series = this.#values.map((value) => pointsOf(samples, [range[0], now], value))
    const options = optionsOf(range, Math.max(...series.flat().map(({ y }) => y)))
    if (this.#plot) this.#plot.update({ series }, options)
    else this.#plot = new LineChart(this.#place, { series }, options)
  }

  destroy(): void {
    this.#plot?.detach()
  }
}
