/**
 * @typedef {import('../results.mjs').Result} Result
 * @typedef {import('../results.mjs').Row} Row
 */

/** @param {number} value */
const ratio = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(1))

/** @param {Row} row */
const ratioCell = ({ ratio: spread }) =>
  spread ? `${ratio(spread.median)} (${ratio(spread.min)}–${ratio(spread.max)})` : '–'

/** @param {number | undefined} value */
const whole = (value) => (value === undefined ? '–' : Math.round(value).toLocaleString('en'))

/** @param {number | undefined} milliseconds */
const micros = (milliseconds) => (milliseconds === undefined ? '–' : whole(milliseconds * 1000))

/** @type {Record<string, { heading: string, columns: [string, (row: Row) => string][] }>} */
const DETAILS = {
  'round-trip': {
    heading: 'Round trip',
    columns: [
      ['p50, µs', ({ more }) => micros(more?.p50)],
      ['p99, µs', ({ more }) => micros(more?.p99)],
    ],
  },
  connect: {
    heading: 'Connect and close',
    columns: [['a second of CPU', ({ more }) => whole(more?.perSecond)]],
  },
  memory: {
    heading: 'Memory of an idle connection, in bytes',
    columns: [
      ['heap', ({ more }) => whole(more?.heap)],
      ['outside the heap', ({ more }) => whole(more?.external)],
      ['resident', ({ more }) => whole(more?.rss)],
    ],
  },
  reconnect: {
    heading: 'Reconnect',
    columns: [['p50, µs', ({ more }) => micros(more?.p50)]],
  },
}

/** @param {string[]} cells */
const line = (cells) => `| ${cells.join(' | ')} |`

/** @param {string[]} heads @param {string[][]} rows */
const table = (heads, rows) =>
  [
    line(heads),
    line(heads.map((_, index) => (index === 0 ? '---' : '--:'))),
    ...rows.map(line),
  ].join('\n')

/** One table for a task, with what there is beside the ratio. @param {Result} result */
function detailed({ workload, title, rows }) {
  const { heading, columns } = DETAILS[workload] ?? { heading: workload, columns: [] }
  const heads = ['', 'ratio', 'CPU, µs', ...columns.map(([head]) => head)]
  const cells = rows.map((row) => [
    row.title,
    ratioCell(row),
    row.cpu?.toPrecision(3) ?? row.error?.slice(0, 60) ?? '–',
    ...columns.map(([, cell]) => cell(row)),
  ])
  return `### ${heading}: ${title}\n\n${table(heads, cells)}`
}

/** One table for many tasks: a column for each. @param {string} heading @param {Result[]} results */
function ratios(heading, results) {
  const heads = ['', ...results.map(({ title }) => title)]
  const rows = (results[0]?.rows ?? []).map(({ name, title }) => [
    title,
    ...results.map((result) => {
      const row = result.rows.find((other) => other.name === name)
      return row ? ratioCell(row) : '–'
    }),
  ])
  return `### ${heading}\n\n${table(heads, rows)}`
}

/** Results whose titles begin alike, up to the comma or the size. @param {Result[]} results */
function grouped(results) {
  /** @type {Map<string, Result[]>} */
  const groups = new Map()
  for (const result of results) {
    const key = result.title.split(/ \d/, 1)[0] ?? ''
    const size = result.workload === 'send' ? (/\d+ (?:KiB|B)/.exec(result.title)?.[0] ?? '') : ''
    const group = `${key} ${key.endsWith('text') ? size : ''}`.trim()
    groups.set(group, [...(groups.get(group) ?? []), result])
  }
  return groups
}

/** All results, as Markdown. @param {Result[]} results */
export function tablesOf(results) {
  const parts = []
  for (const workload of ['receive', 'send']) {
    const some = results.filter((result) => result.workload === workload)
    for (const [group, members] of grouped(some)) {
      parts.push(ratios(`${workload === 'send' ? 'Send' : 'Receive'}: ${group}`, members))
    }
  }
  for (const result of results) if (result.workload in DETAILS) parts.push(detailed(result))
  return parts.join('\n\n')
}
