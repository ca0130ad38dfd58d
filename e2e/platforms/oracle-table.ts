import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter'
import type { Record as Row } from '../oracle/record.ts'
import { type Column, tableOf } from '../oracle/table.ts'
import { oracleRecord, ranOn } from './annotations.ts'
import { oraclePlatforms } from './platform.ts'
import { readSuiteNames } from './suite-names.ts'

const table = fileURLToPath(new URL('../oracle/differences.md', import.meta.url))

function oracleTestsOf(project: Suite): TestCase[] {
  return project.allTests().filter((test) => test.location.file.endsWith('oracle.spec.ts'))
}

function annotationsOf(tests: readonly TestCase[], type: string): string[] {
  const annotations = tests.flatMap((test) => test.results.flatMap((result) => result.annotations))
  return annotations
    .filter((annotation) => annotation.type === type)
    .map(({ description = '' }) => description)
}

function columnOf(tests: readonly TestCase[]): Column {
  const rows = annotationsOf(tests, oracleRecord).map((json) => JSON.parse(json) as Row)
  return { title: annotationsOf(tests, ranOn)[0] ?? '', rows }
}

/** Writes the oracle's table where asked to; fails the run where ours differs between platforms and no document says so. */
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
    const columns = (this.#root?.suites ?? []).map(oracleTestsOf).map(columnOf)
    const probes = readSuiteNames('wseventOracle').length
    const whole = columns.filter(({ rows }) => rows.length === probes)
    // A run of some platforms or some probes says nothing about the others.
    if (whole.length < oraclePlatforms.length) return { status }
    const { markdown, undocumented } = tableOf(whole)
    if (this.#isWriting) writeFileSync(table, markdown)
    for (const name of undocumented)
      console.log(`\noracle: ours differs between platforms, undocumented, at "${name}"`)
    return { status: undocumented.length > 0 && status === 'passed' ? 'failed' : status }
  }
}
