import { Error, logger, parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import type { Result } from '../result.ts'
import { titleOf } from '../schedule.ts'

export function svgOf(spec: TopLevelSpec): Promise<string> {
  const config = { aria: false, font: 'system-ui, sans-serif' }
  // It warns of scales that are independent on purpose.
  const compiled = compile({ background: 'white', config, ...spec }, { logger: logger(Error) })
  return new View(parse(compiled.spec), { renderer: 'none' }).toSVG()
}

/** The ratios of all contenders, for the tasks that have a target. */
export function plotOf(results: readonly Result[]): Promise<string> {
  const tasks = results.filter(({ target }) => target)
  const values = tasks.flatMap((result) =>
    result.rows.map(({ name, title, ratio }) => ({ task: titleOf(result), name, title, ...ratio })),
  )
  const sort = { field: 'median', op: 'max', order: 'descending' } as const
  const axis = { values: [0.2, 0.5, 1, 2, 5, 10, 20, 50] }
  const x = (field: string) =>
    ({ field, type: 'quantitative', title: null, scale: { type: 'log' }, axis }) as const
  return svgOf({
    title: 'CPU time of the reference ÷ its own: over 1 is better. Medians and 95 % intervals',
    data: { values: values.filter(({ name, median }) => median && name !== 'control') },
    columns: 2,
    facet: { field: 'task', type: 'nominal', title: null, sort: tasks.map(titleOf) },
    spec: {
      width: 240,
      height: { step: 16 },
      encoding: {
        y: { field: 'title', type: 'nominal', title: null, sort },
        color: {
          condition: { test: "datum.name == 'wsevent'", value: '#c2410c' },
          value: '#475569',
        },
      },
      layer: [
        { mark: 'rule', encoding: { x: x('low'), x2: { field: 'high' } } },
        { mark: { type: 'point', filled: true, opacity: 1 }, encoding: { x: x('median') } },
      ],
    },
    resolve: { scale: { x: 'independent', y: 'independent' } },
  })
}
