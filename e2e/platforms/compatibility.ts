import { readFileSync, writeFileSync } from 'node:fs'
import type { Reporter, Suite } from '@playwright/test/reporter'
import {
  type Count,
  type PlatformResult,
  resultsFile,
  writeCompatibility,
} from '../compatibility-page.ts'
import { names } from '../scenarios/index.ts'
import { annotated, ranOn, testsOf } from './annotations.ts'
import { leftOut, platforms, runtimes } from './platform.ts'

/** What one platform did in this run; undefined where it did not run the whole contract. */
function resultOf(project: Suite, date: string): PlatformResult | undefined {
  const tests = testsOf('contract.spec.ts', project.allTests())
  const [ran] = annotated(tests, ranOn)
  const asked = names.filter((name) => !leftOut[project.title]?.test(name))
  const isWhole = tests.length === asked.length && tests.every(({ results }) => results.length > 0)
  if (ran === undefined || !isWhole) return undefined
  const families: Record<string, Count> = {}
  for (const test of tests) {
    const [name = ''] = test.title.split(': ')
    const family = (families[name] ??= { passed: 0, of: 0 })
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
    const all = JSON.parse(readFileSync(resultsFile, 'utf8')) as Record<string, PlatformResult>
    for (const project of this.#root?.suites ?? []) {
      const result = resultOf(project, date)
      if (result !== undefined) all[project.title] = result
    }
    const known = Object.keys({ ...platforms, ...runtimes })
    const results = Object.fromEntries(
      known.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])),
    )
    writeFileSync(resultsFile, `${JSON.stringify(results, undefined, 2)}\n`)
    writeCompatibility()
  }
}
