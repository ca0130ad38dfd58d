/** What one platform did at the contract. */
export interface PlatformRow {
  /** The engine or runtime that ran, with its version. */
  readonly ran: string
  /** The day of the run, as YYYY-MM-DD. */
  readonly date: string
  /** The scenarios of each family: how many there are, and how many passed. */
  readonly families: Readonly<Record<string, { readonly passed: number; readonly of: number }>>
}

/** The last run of each platform, by the platform's name. */
export type Ledger = Readonly<Record<string, PlatformRow>>

const INTRODUCTION = `# Compatibility

Written by the test run: the contract, a list of scenarios that is the same on every platform, and how many of them passed where. What a platform cannot hide is in [Platforms](platforms.md#what-remains-different), and the scenario asserts it there.`

const CLOSING =
  'A number alone means that all of them passed, in each place where the platform was run. The scenarios are in [e2e/scenarios](https://github.com/wsevent/wsevent/tree/main/e2e/scenarios), a family a file.'

const places: Readonly<Record<string, string>> = {
  esm: 'ES module',
  cjs: 'CommonJS',
  worker: 'dedicated worker',
}

/** The page; the same ledger makes the same text. */
export function compatibilityPage(ledger: Ledger): string {
  const rows = Object.entries(ledger)
  const engines = [...new Set(rows.map(([, { ran }]) => shortNameOf(ran)))]
  const families = [...new Set(rows.flatMap(([, row]) => Object.keys(row.families)))]
  const body = [...families, undefined].map((family) => [
    family ?? '**all**',
    ...engines.map((engine) => cellOf(rows, engine, family)),
  ])
  const runs = rows.map(([name, { ran, date }]) => [ran, placeOf(name), date])
  return [
    INTRODUCTION,
    table(['Family', ...engines], body),
    CLOSING,
    '## The runs',
    table(['Platform', 'Where', 'Date'], runs),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

/** `Chromium 156` of `Chromium 156.0.8078.79 (system)`. */
function shortNameOf(ran: string): string {
  return /^\S+ \d+(?:\.\d+)?/.exec(ran)?.[0].replace(/\.0$/, '') ?? ran
}

function placeOf(name: string): string {
  const [platform = '', suffix = ''] = name.split('-')
  const place = places[suffix]
  if (place !== undefined) return place
  return ['node', 'bun', 'deno'].includes(platform) ? 'ES module' : 'page'
}

/** What the platforms of one engine passed together, of one family or of all. */
function cellOf(
  rows: readonly (readonly [string, PlatformRow])[],
  engine: string,
  family: string | undefined,
): string {
  const counts = rows
    .filter(([, { ran }]) => shortNameOf(ran) === engine)
    .flatMap(([place, { families }]) =>
      Object.entries(families)
        .filter(([name]) => name === (family ?? name))
        .map(([, count]) => ({ ...count, place })),
    )
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const of = counts.reduce((sum, count) => sum + count.of, 0)
  // One number for all the places of an engine, so that the columns can be compared.
  const placesRun = new Set(counts.map(({ place }) => place)).size
  if (placesRun === 0) return '–'
  return passed === of ? String(of / placesRun) : `${passed} of ${of}`
}

/** A table as the formatter has it. */
function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((title, index) =>
    Math.max(title.length, ...body.map((cells) => cells[index]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}
