import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Reporter, Suite, TestCase } from '@playwright/test/reporter'
import { ranOn } from './annotations.ts'
import { type Ledger, type PlatformRow, compatibilityPage } from './compatibility-page.ts'
import { platforms, runtimes } from './platform.ts'
import { readSuiteNames } from './suite-names.ts'

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const ledgerFile = file('../compatibility.json')
const pageFile = file('../../docs/compatibility.md')

function familyOf(test: TestCase): string {
  return test.title.split(': ')[0] ?? ''
}

/** What one platform did in this run; undefined where it did not run the whole contract. */
function rowOf(project: Suite, date: string): PlatformRow | undefined {
  const tests = project.allTests().filter((test) => test.location.file.endsWith('contract.spec.ts'))
  const isWhole = tests.every((test) => test.results.length > 0)
  const results = tests.flatMap((test) => test.results)
  const ran = results
    .flatMap(({ annotations }) => annotations)
    .find(({ type }) => type === ranOn)?.description
  if (ran === undefined || !isWhole || tests.length < readSuiteNames('wseventScenarios').length)
    return undefined
  const families: Record<string, { passed: number; of: number }> = {}
  for (const test of tests) {
    const family = (families[familyOf(test)] ??= { passed: 0, of: 0 })
    family.of += 1
    if (test.outcome() === 'expected') family.passed += 1
  }
  return { ran, date, families }
}

/** Writes docs/compatibility.md from this run and what earlier ones of other platforms left; only where `--write` asks. */
export default class Compatibility implements Reporter {
  #root: Suite | undefined

  onBegin(_config: object, root: Suite): void {
    this.#root = root
  }

  onEnd(): void {
    const date = new Date().toISOString().slice(0, 10)
    const earlier = JSON.parse(readFileSync(ledgerFile, 'utf8')) as Ledger
    const rows = (this.#root?.suites ?? []).map(
      (project) => [project.title, rowOf(project, date) ?? earlier[project.title]] as const,
    )
    const all: Readonly<Record<string, PlatformRow | undefined>> = {
      ...earlier,
      ...Object.fromEntries(rows),
    }
    const known = Object.keys({ ...platforms, ...runtimes })
    const ledger: Ledger = Object.fromEntries(
      known.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])),
    )
    writeFileSync(ledgerFile, `${JSON.stringify(ledger, undefined, 2)}\n`)
    writeFileSync(pageFile, compatibilityPage(ledger))
  }
}
