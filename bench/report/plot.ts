import { Error, logger, parse, View } from 'vega'
import { compile, type Config, type TopLevelSpec } from 'vega-lite'
import type { Result } from '../result.ts'
import { titleOf } from '../schedule.ts'

// A browser passes the theme of the page on to a picture in it, and GitHub does the same.
const THEMES = `<style>
:root { --ink: #1b2420; --soft: #59645e; --line: #dcddd4; --accent: #0b6b57 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e5ebe7; --soft: #9daaa3; --line: #2e3732; --accent: #4cc7a6 }
}
</style>`

const axis = {
  domainColor: 'var(--soft)',
  gridColor: 'var(--line)',
  labelColor: 'var(--ink)',
  labelFontSize: 12,
  labelLimit: 240,
  tickColor: 'var(--soft)',
  titleColor: 'var(--soft)',
  titleFontSize: 12,
  titleFontWeight: 'normal',
} as const
const heading = { fontSize: 13, fontWeight: 600, color: 'var(--ink)', anchor: 'start' } as const

const config: Config = {
  aria: false,
  axis,
  font: 'system-ui, sans-serif',
  header: {
    labelAnchor: 'start',
    labelColor: 'var(--ink)',
    labelFontSize: 13,
    labelFontWeight: 600,
    labelLimit: 300,
  },
  title: heading,
  view: { stroke: 'var(--line)' },
}

/** A picture that suits a light page and a dark one. */
export async function svgOf(spec: TopLevelSpec): Promise<string> {
  // It warns of scales that are independent on purpose.
  const compiled = compile(
    { background: 'transparent', config, ...spec },
    { logger: logger(Error) },
  )
  const svg = await new View(parse(compiled.spec), { renderer: 'none' }).toSVG()
  return svg.replace(/^<svg[^>]*>/, (tag) => tag + THEMES)
}

// The rest stands in the tables.
const PLOTTED = [
  'Receive text: 128 B',
  'Receive binary: 128 B',
  'Send text 128 B: 10 a tick',
  'Round trip: text 128 B',
]

const TICKS = [0.2, 0.5, 1, 2, 5, 10, 20, 50]

/** The ratios of all contenders, for the tasks that decide. */
export function plotOf(results: readonly Result[]): Promise<string> {
  const tasks = results.filter((result) => PLOTTED.includes(titleOf(result)))
  const values = tasks.flatMap((result) =>
    result.rows.map(({ name, title, ratio }) => ({ task: titleOf(result), name, title, ...ratio })),
  )
  const sort = { field: 'median', op: 'max', order: 'descending' } as const
  const x = (field: string) =>
    ({
      field,
      type: 'quantitative',
      title: null,
      scale: { type: 'log' },
      axis: { values: TICKS },
    }) as const
  const color = {
    condition: { test: "datum.name == 'wsevent'", value: 'var(--accent)' },
    value: 'var(--soft)',
  }
  return svgOf({
    data: { values: values.filter(({ name, median }) => median && name !== 'control') },
    columns: 1,
    spacing: 16,
    facet: { field: 'task', type: 'nominal', title: null, sort: PLOTTED },
    spec: {
      width: 220,
      height: { step: 17 },
      encoding: { y: { field: 'title', type: 'nominal', title: null, sort }, color },
      layer: [
        { mark: 'rule', encoding: { x: x('low'), x2: { field: 'high' } } },
        {
          mark: { type: 'point', filled: true, opacity: 1, size: 60 },
          encoding: { x: x('median') },
        },
      ],
    },
    resolve: { scale: { x: 'independent', y: 'independent' } },
  })
}
