import { writeFileSync } from 'node:fs'
import type { FullResult, Reporter, Suite } from '@playwright/test/reporter'
import { markdownTable } from 'markdown-table'
import { type ProbeRecord, names } from '../oracle/index.ts'
import { documented } from '../oracle/probes.ts'
import { annotated, oracleRecord, ranOn, testsOf } from './annotations.ts'
import { oraclePlatforms } from './platform.ts'

const tableFile = new URL('../oracle/differences.md', import.meta.url)

const INTRODUCTION = `# Where platforms differ, and ours does not

Written by the e2e run: each row is one behaviour of a server or of a caller, seen through a raw \`isomorphic-ws\` socket on
each platform and through this SDK. In brackets the \`readyState\` inside of an error event. Ours runs here with
\`connectTimeout\` and \`closeTimeout\` of one second.`

interface Column {
  readonly title: string
  readonly records: ReadonlyMap<string, ProbeRecord>
}

/** What a platform reports at a probe, by the platforms that report the same. */
type Groups = ReadonlyMap<string, readonly string[]>

function columnOf(project: Suite): Column {
  const tests = testsOf('oracle.spec.ts', project.allTests())
  const records = annotated(tests, oracleRecord).map((json) => JSON.parse(json) as ProbeRecord)
  const [title = ''] = annotated(tests, ranOn)
  return { title, records: new Map(records.map((record) => [record.name, record])) }
}

function cellOf(column: Column, name: string, kind: 'raw' | 'ours'): string {
  const lines = column.records.get(name)?.[kind] ?? []
  return lines.map((line) => line.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join('<br>')
}

function groupsOf(columns: readonly Column[], name: string, kind: 'raw' | 'ours'): Groups {
  const groups = new Map<string, string[]>()
  for (const column of columns) {
    const cell = cellOf(column, name, kind)
    groups.set(cell, [...(groups.get(cell) ?? []), column.title])
  }
  return groups
}

function rowOf(columns: readonly Column[], name: string): string[] {
  const groups = [...groupsOf(columns, name, 'ours')]
  const facts = (documented[name] ?? []).map((fact) => `\`${fact}\``).join(', ')
  const parts = groups.map(([cell, titles]) => `${titles.join(', ')}: ${cell}`)
  const ours = groups.length > 1 ? [...parts, `(${facts})`].join('<br>') : (groups[0]?.[0] ?? '')
  return [name, ...columns.map((column) => cellOf(column, name, 'raw')), ours]
}

function pageOf(columns: readonly Column[]): string {
  const head = ['behaviour', ...columns.map(({ title }) => title), 'ours, everywhere']
  const rows = names.map((name) => rowOf(columns, name))
  const table = markdownTable([head, ...rows], { alignDelimiters: false })
  const differing = (kind: 'raw' | 'ours'): number =>
    names.filter((name) => groupsOf(columns, name, kind).size > 1).length
  const summary = `${names.length} behaviours: the platforms differ in ${differing('raw')}, ours in ${differing('ours')}, each of these with its row in \`e2e/scenarios/platforms.ts\`.`
  return `${[INTRODUCTION, table, summary].join('\n\n')}\n`
}

/** Writes the oracle's table where asked to; fails the run if ours differs between platforms and no document says so. */
export default class OracleTable implements Reporter {
  readonly #isWriting: boolean
  #root: Suite | undefined

  constructor({ isWriting }: { readonly isWriting: boolean }) {
    this.#isWriting = isWriting
  }

  onBegin(_config: object, root: Suite): void {
    this.#root = root
  }

  async onEnd({ status }: FullResult): Promise<{ status: FullResult['status'] }> {
    const columns = (this.#root?.suites ?? []).map(columnOf)
    const whole = columns.filter(({ records }) => records.size === names.length)
    // A run of some platforms or some probes says nothing about the others.
    if (whole.length < oraclePlatforms.length) return { status }
    if (this.#isWriting) writeFileSync(tableFile, pageOf(whole))
    const undocumented = names.filter(
      (name) => groupsOf(whole, name, 'ours').size > 1 && !(name in documented),
    )
    for (const name of undocumented)
      console.log(`\noracle: ours differs between platforms, undocumented, at "${name}"`)
    return { status: undocumented.length > 0 && status === 'passed' ? 'failed' : status }
  }
}
