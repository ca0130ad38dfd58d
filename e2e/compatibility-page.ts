import { readFileSync, writeFileSync } from 'node:fs'
import { markdownTable } from 'markdown-table'

/** What each platform did of the contract, when it last ran. */
export const resultsFile = new URL('compatibility.json', import.meta.url)
/** What each surrounding ran with, likewise. */
export const surroundingsFile = new URL('surroundings.json', import.meta.url)
const pageFile = new URL('../docs/compatibility.md', import.meta.url)

const INTRODUCTION = `# Compatibility

Written by the test run: the contract, a list of scenarios that is the same on every platform, and how many of them passed where. What a platform cannot hide is in [Platforms](platforms.md#what-remains-different), and the scenario asserts it there.`

const CLOSING =
  'A number alone means that all of them passed, in each place where the platform was run. A dash is a family that does not run there: [Platforms](platforms.md#differences-in-single-engines) says why. The scenarios are in [e2e/scenarios](https://github.com/wsevent/wsevent/tree/main/e2e/scenarios), a family a file.'

const SURROUNDINGS =
  'Frameworks, test runners and bundlers, each a small project in [e2e/surroundings](https://github.com/wsevent/wsevent/tree/main/e2e/surroundings) that installs the packed packages and talks to a real server.'

export interface Count {
  passed: number
  of: number
}

export interface PlatformResult {
  readonly ran: string
  readonly date: string
  readonly families: Readonly<Record<string, Count>>
}

export interface SurroundingResult {
  readonly versions: string
  readonly proves: string
  readonly date: string
}

/** `Chromium 156` of `Chromium 156.0.8078.79 (system)`. */
function engineOf({ ran }: PlatformResult): string {
  return /^\S+ \d+(?:\.\d+)?/.exec(ran)?.[0].replace(/\.0$/, '') ?? ran
}

function placeOf(platform: string): string {
  if (platform.endsWith('-worker')) return 'dedicated worker'
  if (platform.endsWith('-cjs')) return 'CommonJS'
  if (/^(?:bun|deno)-node$/.test(platform)) return 'ES module, `wsevent/node`'
  return /^(?:node|bun|deno|workerd)/.test(platform) ? 'ES module' : 'page'
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

function contractOf(results: Readonly<Record<string, PlatformResult>>): readonly string[] {
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
  return [table, CLOSING, '## The runs', runsTable]
}

function surroundingsOf(results: Readonly<Record<string, SurroundingResult>>): readonly string[] {
  const rows = Object.entries(results).map(([name, { versions, proves, date }]) => {
    const link = `[${name}](https://github.com/wsevent/wsevent/tree/main/e2e/surroundings/${name})`
    return [link, versions, proves, date]
  })
  const table = markdownTable([['Surroundings', 'What ran', 'What it proves', 'Date'], ...rows])
  return ['## Surroundings', SURROUNDINGS, table]
}

function read(file: URL): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Writes docs/compatibility.md from the results of all runs. */
export function writeCompatibility(): void {
  const contract = contractOf(read(resultsFile) as Record<string, PlatformResult>)
  const surroundings = surroundingsOf(read(surroundingsFile) as Record<string, SurroundingResult>)
  const parts = [INTRODUCTION, ...contract, ...surroundings]
  writeFileSync(pageFile, `${parts.join('\n\n')}\n`)
}
