import { markdownTable } from 'markdown-table'
import type { Estimate } from '../estimate.ts'
import type { Result, Row } from '../result.ts'
import { titleOf } from '../schedule.ts'

export const ratio = (value: number) => value.toFixed(value < 10 ? 2 : 1)
const whole = (value: number) => Math.round(value).toLocaleString('en')
const digits = (value: number) => (value < 100 ? value.toPrecision(3) : whole(value))
const interval = ({ median, low, high }: Estimate) =>
  `${ratio(median)} (${ratio(low)}–${ratio(high)})`

/** The first column to the left, numbers to the right. */
const table = (heads: string[], lines: string[][]) =>
  markdownTable([heads, ...lines], { align: heads.map((_, index) => (index === 0 ? '' : 'r')) })

/** The reference has no ratio, but its time. */
function ratioCell({ error, cpu, ...row }: Row, clock: 'ratio' | 'engine'): string {
  if (error !== undefined || cpu === undefined) return error ?? '–'
  const estimate = row[clock]
  return estimate ? interval(estimate) : clock === 'engine' ? '1' : `1 = ${digits(cpu)} µs`
}

/** What a task adds to the table that it shares with others: ratios, and further figures. */
function columnsOf({ column, rows, workload }: Result, clock: 'ratio' | 'engine') {
  const keys = Object.keys(rows.at(-1)?.more ?? {})
  const heads = [...(workload === 'memory' ? [] : [column]), ...keys]
  const cellsOf = (row: Row): string[] => [
    ...(workload === 'memory' ? [] : [ratioCell(row, clock)]),
    ...keys.map((key) => (row.more ? whole(row.more[key] ?? 0) : (row.error ?? '–'))),
  ]
  return { heads, cells: new Map(rows.map((row) => [row.name, cellsOf(row)])) }
}

function tableOf(results: readonly Result[], clock: 'ratio' | 'engine'): string {
  const columns = results.map((result) => columnsOf(result, clock))
  const rows = results[0]?.rows ?? []
  const hasBinary = rows.some(({ gives }) => gives === 'ArrayBuffer')
  const lines = rows.map(({ name, title, gives = '–' }) => [
    title,
    ...columns.flatMap(({ heads, cells }) => cells.get(name) ?? heads.map(() => '–')),
    ...(hasBinary ? [gives] : []),
  ])
  return table(
    ['Client', ...columns.flatMap(({ heads }) => heads), ...(hasBinary ? ['gives'] : [])],
    lines,
  )
}

/** A part of the page that is there for whoever asks. */
export const fold = (summary: string, content: string): string =>
  `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`

/** The results in their tables, each behind its name. */
export function tables(results: readonly Result[]): string {
  const names = [...new Set(results.map((result) => result.table))]
  const sections = names.flatMap((name) => {
    const shared = results.filter((result) => result.table === name)
    const [first] = shared
    if (first?.place === 'node') return [fold(name, tableOf(shared, 'ratio'))]
    const page = `${first?.version}: the main thread of the page`
    const engine = `${first?.version}: all processes of the browser`
    return [fold(page, tableOf(shared, 'ratio')), fold(engine, tableOf(shared, 'engine'))]
  })
  return sections.join('\n\n')
}

// Clients that a reader may choose instead; the tables have the others.
const RIVALS = ['reconnecting-websocket', 'partysocket', 'native', 'socket-io']

/** What decides: the median of wsevent, and those of its rivals. */
export function summaryTable(results: readonly Result[]): string {
  const tasks = results.filter(({ place, target }) => place === 'node' && target)
  const titles = ['wsevent', ...RIVALS].map(
    (name) => tasks[0]?.rows.find((row) => row.name === name)?.title ?? name,
  )
  const lines = tasks.map((result) => [
    titleOf(result),
    ...['wsevent', ...RIVALS].map((name, index) => {
      const found = result.rows.find((row) => row.name === name)?.ratio
      const text = found ? ratio(found.median) : '–'
      return index === 0 ? `**${text}**` : text
    }),
  ])
  return table(['Task', ...titles], lines)
}

function ratioLine(result: Result): string[][] {
  const estimate = result.rows.find(({ name }) => name === 'wsevent')?.ratio
  if (!result.target || !estimate) return []
  const { least, aim } = result.target
  const { median, low, high, total } = estimate
  const verdict = median < least ? 'miss' : median < aim ? 'pass' : 'pass, and the aim'
  const doubt = low < least && least <= high ? ', not beyond doubt' : ''
  const cells = [String(least), String(aim), interval(estimate), ratio(total), verdict + doubt]
  return [[titleOf(result), ...cells]]
}

function memoryLine({ workload, rows }: Result): string[][] {
  const heap = (wanted: string): number =>
    rows.find(({ name }) => name === wanted)?.more?.['heap'] ?? Number.NaN
  const bytes = heap('wsevent') - heap('ws')
  if (workload !== 'memory' || Number.isNaN(bytes)) return []
  const verdict = bytes > 920 ? 'miss' : bytes > 720 ? 'pass' : 'pass, and the aim'
  const label = 'Idle connection: bytes of heap over `ws`'
  return [[label, '≤ 920', '≤ 720', whole(bytes), '', verdict]]
}

/** The targets, as far as they were measured. */
export function targetTable(results: readonly Result[]): string {
  const heads = ['Task', 'at least', 'aim', 'measured', 'all time', 'verdict']
  return table(heads, [...results.flatMap(ratioLine), ...results.flatMap(memoryLine)])
}
