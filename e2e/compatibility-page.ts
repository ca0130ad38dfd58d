import { readFileSync, writeFileSync } from 'node:fs'
import { markdownTable } from 'markdown-table'

/** What each platform did of the contract, when it last ran. */
export const resultsFile = new URL('compatibility.json', import.meta.url)
/** What each surrounding ran with, likewise. */
export const surroundingsFile = new URL('surroundings.json', import.meta.url)
const pageFile = new URL('../docs/compatibility.md', import.meta.url)

const INTRODUCTION = `# Compatibility

The contract is a list of scenarios that is the same on every platform. This is how many of them passed, and when they last ran: \`npm test\` and \`npm test -- runtimes\` write this page.`

const CLOSING =
  'Engines differ in number where a scenario is newer than their last run, or where a family cannot run: [Platforms](platforms.md#differences-in-single-engines) says why. What an engine cannot hide is in [what remains different](platforms.md#what-remains-different), and its scenario asserts it there.'

const FAMILIES =
  'A family is a file in [e2e/scenarios](https://github.com/wsevent/wsevent/tree/main/e2e/scenarios). Where an engine is not named, it passed as many as the others.'

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
  if (/^(?:bun|deno)-node$/.test(platform)) return '`wsevent/node`'
  return /^(?:node|bun|deno|workerd)/.test(platform) ? 'ES module' : 'page'
}

type Results = readonly PlatformResult[]

/** `Map.groupBy`, which Node 20 has not. */
function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string) {
  const groups = new Map<string, Value[]>()
  for (const value of values) {
    const key = keyOf(value)
    groups.set(key, [...(groups.get(key) ?? []), value])
  }
  return groups
}

/** What an engine passed of some families, per place: `12`, or `11 of 12`, or a dash if none of them runs there. */
function cellOf(results: Results, asked: readonly string[]): string {
  const counts = results.map(({ families }) => asked.flatMap((name) => families[name] ?? []))
  const places = counts.filter((families) => families.length > 0).length
  const sum = (key: keyof Count): number =>
    counts.flat().reduce((total, count) => total + count[key], 0)
  if (places === 0) return '–'
  return sum('passed') === sum('of') ? `${sum('of') / places}` : `${sum('passed')} of ${sum('of')}`
}

/** The cell that most engines have, and those that have another. */
function familyRow(name: string, engines: ReadonlyMap<string, Results>): string[] {
  const cells = [...engines].map(([engine, results]) => ({ engine, cell: cellOf(results, [name]) }))
  const tally = groupBy(cells, ({ cell }) => cell)
  const [usual = '–'] =
    [...tally].toSorted(([, one], [, other]) => other.length - one.length)[0] ?? []
  const others = [...tally]
    .filter(([cell]) => cell !== usual)
    .map(([cell, group]) => `${group.map(({ engine }) => engine).join(', ')}: ${cell}`)
  return [name, usual, others.join('; ')]
}

const fold = (summary: string, content: string): string =>
  `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`

function contractOf(results: Readonly<Record<string, PlatformResult>>): readonly string[] {
  const runs = Object.entries(results).map(([name, run]) => ({ ...run, place: placeOf(name) }))
  const engines = groupBy(runs, engineOf)
  const families = [...new Set(runs.flatMap((run) => Object.keys(run.families)))]
  const summary = [...engines].map(([engine, those]) => {
    const dates = those.map(({ date }) => date).toSorted()
    const places = those.map(({ place }) => place).join(', ')
    const passed = cellOf(those, families)
    const isWhole = !passed.includes('of')
    return [engine, places, isWhole ? `${passed} of ${passed}` : passed, dates.at(-1) ?? '']
  })
  return [
    markdownTable([['Engine', 'In', 'Passed', 'Last run'], ...summary], {
      align: ['', '', 'r', ''],
    }),
    CLOSING,
    fold(
      'By family',
      `${FAMILIES}\n\n${markdownTable(
        [['Family', 'Passed', 'Others'], ...families.map((name) => familyRow(name, engines))],
        { align: ['', 'r', ''] },
      )}`,
    ),
    fold(
      'Exact versions',
      markdownTable([
        ['Platform', 'In', 'Date'],
        ...runs.map(({ ran, place, date }) => [ran, place, date]),
      ]),
    ),
  ]
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
