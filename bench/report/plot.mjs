import { parse, View } from 'vega'
import { compile } from 'vega-lite'

/** @typedef {import('../results.mjs').Result} Result */

/** What the plot shows: the tasks with messages of 128 bytes, and connecting. @param {Result} result */
const isShown = ({ workload, title }) =>
  workload === 'connect' ? !title.includes('TLS') : /^(?:TLS, )?(?:text|binary) 128 B/.test(title)

/** @param {Result} result */
const panelOf = ({ workload, title }) =>
  workload === 'connect' ? 'connect and close' : `${workload.replace('-', ' ')}: ${title}`

/** @param {Result[]} results */
const pointsOf = (results) =>
  results
    .filter(isShown)
    .flatMap((result) =>
      result.rows.flatMap(({ title, name, ratio }) =>
        ratio
          ? [{ panel: panelOf(result), title, isOurs: name.startsWith('wsevent'), ...ratio }]
          : [],
      ),
    )

/** @param {Result[]} results @returns {import('vega-lite').TopLevelSpec} */
function specOf(results) {
  const values = pointsOf(results)
  const scale = { type: /** @type {const} */ ('log') }
  const x = {
    scale,
    axis: { grid: true, format: '~g', tickCount: 6 },
    title: 'ratio to plain ws (over 1 is better)',
  }
  const color = {
    field: 'isOurs',
    type: /** @type {const} */ ('nominal'),
    scale: { domain: [true, false], range: ['#c2410c', '#475569'] },
    legend: null,
  }
  const order = [...new Set(values.map(({ title }) => title))]
  const y = { field: 'title', type: /** @type {const} */ ('nominal'), sort: order, title: null }
  return {
    background: 'white',
    data: { values },
    facet: {
      field: 'panel',
      type: 'nominal',
      title: null,
      sort: [...new Set(values.map(({ panel }) => panel))],
    },
    columns: 3,
    spec: {
      width: 260,
      layer: [
        { mark: { type: 'rule', color: '#94a3b8' }, encoding: { x: { datum: 1, ...x } } },
        {
          mark: { type: 'rule', strokeWidth: 2 },
          encoding: {
            y,
            color,
            x: { field: 'min', type: 'quantitative', ...x },
            x2: { field: 'max' },
          },
        },
        {
          mark: { type: 'point', filled: true, size: 45, opacity: 1 },
          encoding: { y, color, x: { field: 'median', type: 'quantitative', ...x } },
        },
      ],
    },
    resolve: { scale: { x: 'independent' } },
  }
}

/** The ratios with their spread, as SVG. @param {Result[]} results */
export function plotOf(results) {
  const { spec } = compile(specOf(results))
  return new View(parse(spec), { renderer: 'none' }).toSVG()
}
