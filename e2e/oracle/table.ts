import type { Record as Row } from './record.ts'

/** A platform's name as a heading, and what it did at each probe. */
export interface Column {
  readonly title: string
  readonly rows: readonly Row[]
}

/** The table, and the rows that break the promise. */
export interface Table {
  readonly markdown: string
  /** Probes at which ours differs between platforms, and no row of the platform table says so. */
  readonly undocumented: readonly string[]
}

const INTRODUCTION = `# Where platforms differ, and ours does not

Written by the e2e run: each row is one behaviour of a server or of a caller, seen through a raw \`isomorphic-ws\` socket on
each platform and through this SDK. In brackets the \`readyState\` inside of an error event. Ours runs here with
\`connectTimeout\` and \`closeTimeout\` of one second.`

/** Makes the table from what the platforms did; the same records make the same text. */
export function tableOf(columns: readonly Column[]): Table {
  const names = columns[0]?.rows.map(({ name }) => name) ?? []
  const lines = names.map((name) =>
    line([
      name,
      ...columns.map((column) => cell(find(column, name)?.raw ?? [])),
      oursCell(columns, name),
    ]),
  )
  const head = line(['behaviour', ...columns.map(({ title }) => title), 'ours, everywhere'])
  const rule = `|${' --- |'.repeat(columns.length + 2)}`
  const undocumented = names.filter((name) => isUndocumented(columns, name))
  return {
    markdown: [INTRODUCTION, '', head, rule, ...lines, '', summary(columns, names), ''].join('\n'),
    undocumented,
  }
}

function oursCell(columns: readonly Column[], name: string): string {
  const groups = groupsOf(columns, name)
  if (groups.size === 1) return [...groups.keys()][0] ?? ''
  const facts = find(columns[0], name)?.documented ?? []
  const parts = [...groups].map(([text, titles]) => `${titles.join(', ')}: ${text}`)
  return `${parts.join('<br>')}<br>(${facts.map((fact) => `\`${fact}\``).join(', ') || '**undocumented**'})`
}

/** The titles of the platforms by what ours did there. */
function groupsOf(
  columns: readonly Column[],
  name: string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>()
  for (const column of columns) {
    const text = cell(find(column, name)?.ours ?? [])
    groups.set(text, [...(groups.get(text) ?? []), column.title])
  }
  return groups
}

function isUndocumented(columns: readonly Column[], name: string): boolean {
  return groupsOf(columns, name).size > 1 && find(columns[0], name)?.documented.length === 0
}

function summary(columns: readonly Column[], names: readonly string[]): string {
  const rawDiffers = names.filter(
    (name) => new Set(columns.map((column) => cell(find(column, name)?.raw ?? []))).size > 1,
  )
  const oursDiffers = names.filter((name) => groupsOf(columns, name).size > 1)
  return `${names.length} behaviours: the platforms differ in ${rawDiffers.length}, ours in ${oursDiffers.length}, each of these with its row in \`e2e/scenarios/platforms.ts\`.`
}

function find(column: Column | undefined, name: string): Row | undefined {
  return column?.rows.find((row) => row.name === name)
}

function cell(lines: readonly string[]): string {
  return lines.map((text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join('<br>')
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
