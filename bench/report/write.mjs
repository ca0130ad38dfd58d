import { mkdir, writeFile } from 'node:fs/promises'
import { barsOf } from './bars.mjs'
import { plotOf } from './plot.mjs'
import { tablesOf } from './table.mjs'

const RESULTS = new URL('../results/', import.meta.url)

/** @param {import('../results.mjs').Result[]} results @param {{ node: string, rounds: number }} made */
function markdownOf(results, { node, rounds }) {
  return `# The bench

CPU time of the client on Node ${node}, as a ratio to plain \`ws\`: 2 means half of the time. The median of
${rounds} rounds, with the least and the greatest of them. The contenders take turns, each in a process of its own;
the peer has one too. \`npm run bench\` makes this page.

![The ratios, with their spread](plot.svg)

## Bars

${barsOf(results)}

## Ratios

${tablesOf(results)}
`
}

/**
 * Writes the figures, the tables and the plot.
 * @param {import('../results.mjs').Result[]} results
 * @param {{ node: string, rounds: number }} made
 */
export async function write(results, made) {
  await mkdir(RESULTS, { recursive: true })
  const files = {
    'results.json': `${JSON.stringify({ ...made, results }, undefined, 1)}\n`,
    'results.md': markdownOf(results, made),
    'plot.svg': await plotOf(results),
  }
  const written = Object.entries(files).map(([name, text]) =>
    writeFile(new URL(name, RESULTS), text),
  )
  await Promise.all(written)
}
