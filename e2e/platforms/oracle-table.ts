import { writeFileSync } from 'node:fs'
import type { FullResult, Reporter, Suite } from '@playwright/test/reporter'
import { markdownTable } from 'markdown-table'
import { type ProbeRecord, names } from '../oracle/index.ts'
import { annotated, oracleRecord, ranOn, testsOf } from './annotations.ts'
import { oraclePlatforms } from './platform.ts'

const tableFile = new URL('../oracle/differences.md', import.meta.url)

const INTRODUCTION = `# Where platforms differ, and ours does not

Written by the e2e run: each row is one behaviour of a server or of a caller, seen through a raw \`isomorphic-ws\` socket on
each platform and through this SDK. In brackets the \`readyState\` inside of an error event. Ours runs here with
\`connectTimeout\` and \`closeTimeout\` of one second.`

/** A platform, and what it did at each probe. */
interface Column {
  readonly title: string
  readonly records: ReadonlyMap<string, ProbeRecord>
}

function columnOf(project: Suite): Column {
  const tests = testsOf('oracle.spec.ts', project.allTests())
  const records = annotated(tests, oracleRecord).map((json) => JSON.parse(json) as ProbeRecord)
  return {
    title: annotated(tests, ranOn)[0] ?? '',
    records: new Map(records.map((record) => [record.name, record])),
  }
}

function cell(lines: readonly string[] = []): string {
  return lines.map((line) => line.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join('<br>')
}

/** A behaviour: what each platform did, and ours by the platforms that did the same. */
class Row {
  readonly raw: readonly string[]
  readonly documented: readonly string[]
  readonly #name: string
  readonly #ours = new Map<string, string[]>()

  constructor(name: string, columns: readonly Column[]) {
    this.#name = name
    this.raw = columns.map(({ records }) => cell(records.get(name)?.raw))
    this.documented = columns[0]?.records.get(name)?.documented ?? []
    for (const { title, records } of columns) {
      const text = cell(records.get(name)?.ours)
      this.#ours.set(text, [...(this.#ours.get(text) ?? []), title])
    }
  }

  get differs(): boolean {
    return this.#ours.size > 1
  }

  get cells(): string[] {
    const parts = [...this.#ours].map(([text, titles]) => `${titles.join(', ')}: ${text}`)
    const facts = this.documented.map((fact) => `\`${fact}\``).join(', ') || '**undocumented**'
    const ours = this.differs
      ? `${parts.join('<br>')}<br>(${facts})`
      : [...this.#ours.keys()].join()
    return [this.#name, ...this.raw, ours]
  }
}

function pageOf(columns: readonly Column[], rows: readonly Row[]): string {
  const head = ['behaviour', ...columns.map(({ title }) => title), 'ours, everywhere']
  const table = markdownTable([head, ...rows.map((row) => row.cells)], { alignDelimiters: false })
  const raw = rows.filter((row) => new Set(row.raw).size > 1).length
  const ours = rows.filter((row) => row.differs).length
  const summary = `${rows.length} behaviours: the platforms differ in ${raw}, ours in ${ours}, each of these with its row in \`e2e/scenarios/platforms.ts\`.`
  return [INTRODUCTION, table, summary, ''].join('\n\n').trimEnd().concat('\n')
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
    const rows = names.map((name) => new Row(name, whole))
    if (this.#isWriting) writeFileSync(tableFile, pageOf(whole, rows))
    const undocumented = rows.filter((row) => row.differs && row.documented.length === 0)
    for (const { cells } of undocumented)
      console.log(`\noracle: ours differs between platforms, undocumented, at "${cells[0]}"`)
    return { status: undocumented.length > 0 && status === 'passed' ? 'failed' : status }
  }
}
