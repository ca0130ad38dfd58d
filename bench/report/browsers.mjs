import { compared, ratioCell } from './table.mjs'

/** @typedef {import('../result.mjs').Result} Result */

/** @param {Result[]} results of one engine */
function engineTables(results) {
  const version = results[0]?.version ?? ''
  const columns = results.map((result) => {
    const head = `${result.workload}: ${result.title}`
    return /** @type {[string, Result]} */ ([head, result])
  })
  return [
    compared(`${version}: the main thread of the page`, columns),
    compared(`${version}: all processes of the browser`, columns, ({ engine, cpu }) =>
      engine || cpu === undefined ? ratioCell(engine) : '1',
    ),
  ]
}

/** What was measured in browsers. @param {Result[]} results */
export function browserTables(results) {
  const engines = [...new Set(results.map(({ place }) => place))]
  return engines
    .flatMap((engine) => engineTables(results.filter(({ place }) => place === engine)))
    .join('\n\n')
}
