import { readFile, writeFile } from 'node:fs/promises'
import { cpus, release, type } from 'node:os'
import type { Result } from '../result.ts'
import { plotOf } from './plot.ts'
import { fold, ratio, summaryTable, tables, targetTable } from './tables.ts'

interface Report {
  readonly run: { date: string; minutes: number; machine: string; skipped: readonly string[] }
  readonly results: readonly Result[]
}

const at = (path: string): URL => new URL(path, import.meta.url)
const RESULTS = at('../results.jsonl')

export const machine = (): string =>
  `${type()} ${release()} with ${cpus().length} cores (${cpus()[0]?.model})`

/** What the reference has against itself. */
function noiseOf(results: readonly Result[]): string {
  const rows = results.flatMap((result) => result.rows.filter(({ name }) => name === 'control'))
  const medians = rows.map((row) => row.ratio?.median ?? Number.NaN)
  return `${ratio(Math.min(...medians))} to ${ratio(Math.max(...medians))}`
}

function pageOf({ run, results }: Report): string {
  const node = results.filter(({ place }) => place === 'node')
  const browsers = results.filter(({ place }) => place !== 'node')
  const versions = [...new Set(results.map(({ version }) => version))].join(', ')
  const skipped = run.skipped.map((line) => `**Not measured:** ${line}.\n\n`).join('')
  return `# Benchmarks

How much CPU time a client takes, next to plain \`ws\` on Node: 1 is the same, 2 is half the time.

${summaryTable(results)}

Medians of one run on ${run.date}, with ${node[0]?.version}. Two clients differ if their figures are further apart than [the noise](#how-to-read-it).

${skipped}![Ratios to ws with their 95 % intervals, on a logarithmic scale: over 1 is better](assets/benchmarks.svg)

## How to read it

- **A ratio** is the CPU time of the reference divided by the client's own: a median, in the tables with its 95 % interval.
  **All time** is the ratio of the whole CPU time, with each pause for garbage.
- **The noise.** The reference measured against itself (**again**) had ${noiseOf(node)} on Node and ${noiseOf(browsers)} in
  browsers; on a silent machine, it would have 1.00. Do not trust a smaller difference. Two processes of one program differ
  by 3 to 5 %, and the intervals do not hold that.
- **The reference** is \`ws\` with its \`message\` event. It gives binary data as a \`Buffer\`, which spares it a copy. Most
  others give an \`ArrayBuffer\`, so there the reference is \`ws\` with \`onmessage\`, which does, too. Text is a string everywhere.
- **The floor** is raw sockets with frames made beforehand. No client can reach it.

The run took ${run.minutes} minutes on ${run.machine}, with ${versions}. \`npm run bench\` repeats it, and writes this page.
[How it is measured](https://github.com/wsevent/wsevent/blob/main/bench/README.md).

## Node

${fold('What we ask of ourselves, and whether it was reached', targetTable(results))}

${tables(node)}

## Browsers

The ratio is to the native \`WebSocket\` with \`onmessage\`. A client's code runs on the page's main thread; most of what all
processes of the browser do is not the client's.

${tables(browsers)}
`
}

/** A line on the run, then one for each task. */
export async function writeReport({ run, results }: Report): Promise<void> {
  const lines = [run, ...results].map((line) => `${JSON.stringify(line)}\n`)
  await writeFile(RESULTS, lines.join(''))
}

/** The page with all that was measured, and its plot, from the results that are kept. */
export async function writePage(): Promise<void> {
  const lines = (await readFile(RESULTS, 'utf8')).trim().split('\n')
  const [run, ...results] = lines.map((line) => JSON.parse(line) as never)
  await writeFile(at('../../docs/benchmarks.md'), pageOf({ run: run as never, results }))
  await writeFile(at('../../docs/assets/benchmarks.svg'), await plotOf(results))
}
