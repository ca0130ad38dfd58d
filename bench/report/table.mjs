/**
 * @typedef {import('../estimate.mjs').Estimate} Estimate
 * @typedef {import('../result.mjs').Result} Result
 * @typedef {import('../result.mjs').Row} Row
 * @typedef {[head: string, cell: (row: Row) => string][]} Columns
 */

/** @param {number} value */
export const ratio = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(1))

/** @param {Estimate | undefined} estimate */
export const ratioCell = (estimate) =>
  estimate ? `${ratio(estimate.median)} (${ratio(estimate.low)}–${ratio(estimate.high)})` : '–'

/** @param {Estimate | undefined} estimate */
export const halfCell = (estimate) =>
  estimate ? `${ratio(estimate.lower)}–${ratio(estimate.upper)}` : '–'

/** @param {Row} row the reference has nothing to be measured against */
const rowCell = ({ ratio: estimate, cpu, error }) =>
  error?.slice(0, 60) ?? (estimate || cpu === undefined ? ratioCell(estimate) : '1')

/** @param {number | undefined} value */
const whole = (value) => (value === undefined ? '–' : Math.round(value).toLocaleString('en'))

/** @param {number | undefined} milliseconds */
const micros = (milliseconds) => (milliseconds === undefined ? '–' : whole(milliseconds * 1000))

/** @param {number | undefined} value microseconds */
const digits = (value) =>
  value === undefined ? '–' : value < 100 ? value.toPrecision(3) : whole(value)

/**
 * A table of Markdown as the formatter wants it: the first column to the left, numbers to the right.
 * @param {string[]} heads @param {string[][]} rows
 */
export function table(heads, rows) {
  const widths = heads.map((head, column) =>
    Math.max(3, ...[head, ...rows.map((cells) => cells[column] ?? '')].map(({ length }) => length)),
  )
  const line = (/** @type {string[]} */ cells) => {
    const padded = cells.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    return `| ${padded.join(' | ')} |`
  }
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  return [line(heads), line(rule), ...rows.map(line)].join('\n')
}

/** @type {Columns} */
const TIMED = [
  ['ratio', rowCell],
  ['middle half', ({ ratio: estimate }) => halfCell(estimate)],
  ['all time', ({ ratio: estimate }) => (estimate ? ratio(estimate.total) : '–')],
  ['CPU, µs', ({ cpu }) => digits(cpu)],
]

/** Workloads that have a table for each task. @type {Record<string, { heading: string, columns: Columns }>} */
const DETAILS = {
  'round-trip': {
    heading: 'Round trip',
    columns: [
      ...TIMED,
      ['p50, µs', ({ more }) => micros(more?.['p50'])],
      ['p99, µs', ({ more }) => micros(more?.['p99'])],
    ],
  },
  connect: {
    heading: 'Connect and close',
    columns: [...TIMED, ['a second of CPU', ({ more }) => whole(more?.['perSecond'])]],
  },
  memory: {
    heading: 'Memory of an idle connection, in bytes',
    columns: [
      ['heap', ({ more, error }) => error?.slice(0, 60) ?? whole(more?.['heap'])],
      ['outside the heap', ({ more }) => whole(more?.['external'])],
      ['resident', ({ more }) => whole(more?.['rss'])],
      ['CPU to connect, µs', ({ cpu }) => digits(cpu)],
    ],
  },
  reconnect: {
    heading: 'Reconnect',
    columns: [...TIMED, ['p50, µs', ({ more }) => micros(more?.['p50'])]],
  },
}

/** @param {Result} result */
function detailed({ workload, title, rows }) {
  const { heading, columns } = DETAILS[workload] ?? { heading: workload, columns: TIMED }
  const heads = ['', ...columns.map(([head]) => head)]
  const cells = rows.map((row) => [row.title, ...columns.map(([, cell]) => cell(row))])
  return `### ${heading}: ${title}\n\n${table(heads, cells)}`
}

/** In which table a result is, and in which of its columns. @param {Result} result @returns {[string, string]} */
function placeOf({ workload, title }) {
  const [, secure = '', kind = '', size = '', burst = ''] =
    /^(TLS, )?(\w+) (\d+ \w+)(?:, (.+))?$/.exec(title) ?? []
  if (workload === 'receive') return [`Receive: ${kind}`, size]
  const hasBursts = kind === 'text' && (secure === '' || size === '128 B')
  return hasBursts
    ? [`Send: ${secure}${kind} ${size}`, burst]
    : [`Send: ${secure}${kind}, ${burst}`, size]
}

/**
 * One table for many tasks, with a column for each.
 * @param {string} heading
 * @param {[head: string, result: Result][]} columns
 * @param {(row: Row) => string} [cell]
 */
export function compared(heading, columns, cell = rowCell) {
  const rows = columns[0]?.[1].rows ?? []
  const gives = rows.some((row) => row.gives !== undefined && row.gives !== 'string')
  const cells = rows.map(({ name, title, gives: given = '–' }) => [
    title,
    ...columns.map(([, result]) => {
      const row = result.rows.find((other) => other.name === name)
      return row ? cell(row) : '–'
    }),
    ...(gives ? [given] : []),
  ])
  const heads = ['', ...columns.map(([head]) => head), ...(gives ? ['gives'] : [])]
  return `### ${heading}\n\n${table(heads, cells)}`
}

/** What was measured on Node. @param {Result[]} results */
export function nodeTables(results) {
  /** @type {Map<string, [string, Result][]>} */
  const groups = new Map()
  for (const result of results.filter(({ workload }) => !(workload in DETAILS))) {
    const [group, column] = placeOf(result)
    groups.set(group, [...(groups.get(group) ?? []), [column, result]])
  }
  const details = results.filter(({ workload }) => workload in DETAILS)
  return [
    ...[...groups].map(([heading, columns]) => compared(heading, columns)),
    ...details.map(detailed),
  ].join('\n\n')
}
