import { readFileSync, writeFileSync } from 'node:fs'
import type { Reporter, Suite } from '@playwright/test/reporter'
import { markdownTable } from 'markdown-table'
import { names } from '../scenarios/index.ts'
import { annotated, ranOn, testsOf } from './annotations.ts'
import { platforms, runtimes } from './platform.ts'

const resultsFile = new URL('../compatibility.json', import.meta.url)
const pageFile = new URL('../../docs/compatibility.md', import.meta.url)

const INTRODUCTION = `# Compatibility

Written by the test run: the contract, a list of scenarios that is the same on every platform, and how many of them passed where. What a platform cannot hide is in [Platforms](platforms.md#what-remains-different), and the scenario asserts it there.`

const CLOSING =
  'A number alone means that all of them passed, in each place where the platform was run. The scenarios are in [e2e/scenarios](https://github.com/wsevent/wsevent/tree/main/e2e/scenarios), a family a file.'

interface Count {
  passed: number
  of: number
}

interface PlatformResult {
  readonly ran: string
  readonly date: string
  readonly families: Readonly<Record<string, Count>>
}

/** What one platform did in this run; undefined where it did not run the whole contract. */
function resultOf(project: Suite, date: string): PlatformResult | undefined {
  const tests = testsOf('contract.spec.ts', project.allTests())
  const [ran] = annotated(tests, ranOn)
  const isWhole = tests.length === names.length && tests.every(({ results }) => results.length > 0)
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

/** `Chromium 156` of `Chromium 156.0.8078.79 (system)`. */
function engineOf({ ran }: PlatformResult): string {
  return /^\S+ \d+(?:\.\d+)?/.exec(ran)?.[0].replace(/\.0$/, '') ?? ran
}

function placeOf(platform: string): string {
  if (platform.endsWith('-worker')) return 'dedicated worker'
  if (platform.endsWith('-cjs')) return 'CommonJS'
  return /^(?:node|bun|deno)/.test(platform) ? 'ES module' : 'page'
}

/** What one engine passed of some families: one number for all its places, so that columns can be compared. */
function cellOf(results: readonly PlatformResult[], asked: readonly string[]): string {
  const counts = results.map(({ families }) => asked.flatMap((name) => families[name] ?? []))
  const places = counts.filter((families) => families.length > 0).length
  const sum = (key: keyof Count): number =>
    counts.flat().reduce((total, count) => total + count[key], 0)
  if (places === 0) return '–'
  return sum('passed') === sum('of') ? `${sum('of') / places}` : `${sum('passed')} of ${sum('of')}`
}

function pageOf(results: Readonly<Record<string, PlatformResult>>): string {
  const all = Object.values(results)
  const engines = [...new Set(all.map(engineOf))]
  const families = [...new Set(all.flatMap((result) => Object.keys(result.families)))]
  const row = (title: string, asked: readonly string[]): string[] => [
    title,
    ...engines.map((engine) =>
      cellOf(
        all.filter((result) => engineOf(result) === engine),
        asked,
      ),
    ),
  ]
  const rows = families.map((family) => row(family, [family]))
  const table = markdownTable([['Family', ...engines], ...rows, row('**all**', families)])
  const runs = Object.entries(results).map(([name, { ran, date }]) => [ran, placeOf(name), date])
  const runsTable = markdownTable([['Platform', 'Where', 'Date'], ...runs])
  return `${[INTRODUCTION, table, CLOSING, '## The runs', runsTable].join('\n\n')}\n`
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
    writeFileSync(pageFile, pageOf(results))
  }
}
