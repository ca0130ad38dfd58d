import { readFile, writeFile } from 'node:fs/promises'
import { cpus, release, type } from 'node:os'
import type { Result } from '../result.ts'
import { plotOf } from './plot.ts'
import { ratio, tables, targetTable } from './tables.ts'

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

CPU time of wsevent and other clients, measured side by side in one run: on Node as a ratio to plain \`ws\`, in browsers to the
native \`WebSocket\` with \`onmessage\`. 2 means half the time.

Measured by \`npm run bench\` on ${run.date}, in ${run.minutes} minutes, with ${versions}, on ${run.machine}.
That command writes this page: do not edit it.

${skipped}![Ratios of wsevent and other clients](assets/benchmarks.svg)

## Targets

${targetTable(results)}

## How to read it

- **A ratio** is a median with its 95 % interval. **All time** is the ratio of the whole CPU time, with each pause for garbage.
- **Noise**: the reference measured against itself (**again**) had ${noiseOf(node)} on Node and ${noiseOf(browsers)} in
  browsers, where a silent machine has 1.00. Do not trust a smaller difference. Two processes of one program differ by 3 to
  5 %, and most contenders have one pair of processes for a task: their intervals do not hold that.
- **The reference** is \`ws\` with its \`message\` event. It gives binary as a \`Buffer\`, which spares it a copy. Most others give
  an \`ArrayBuffer\`, so there the reference is \`ws\` with \`onmessage\`, which does, too. Every client gives text as a string.
- **The floor** is raw sockets with frames made beforehand: no client can reach it.

[How it is measured](https://github.com/wsevent/wsevent/blob/main/bench/README.md).

## Node

${tables(node)}

## Browsers

A client's code runs on the page's main thread; most of what all processes of the browser do is not the client's.

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
