import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pageOf } from './page.mjs'
import { plotOf } from './plot.mjs'

/** Where the results of the whole run are kept, and shown. */
const KEPT = fileURLToPath(new URL('../results', import.meta.url))
const SHOWN = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url))

/** One line for each contender at each task. @param {import('../result.mjs').Result[]} results */
function linesOf(results) {
  const rows = results.flatMap(({ rows: all, ...task }) =>
    all.map((row) => JSON.stringify({ ...task, ...row })),
  )
  return `${rows.join('\n')}\n`
}

/**
 * Writes the figures, the tables and the plot.
 * @param {import('../result.mjs').Result[]} results
 * @param {Parameters<typeof pageOf>[1]} made
 * @param {string} [out] another folder than that of the whole run
 */
export async function write(results, made, out = KEPT) {
  const folder = resolve(out)
  await mkdir(folder, { recursive: true })
  const files = [
    [join(folder, 'results.jsonl'), linesOf(results)],
    [join(folder, 'results.md'), pageOf(results, made, 'plot.svg')],
    [join(folder, 'plot.svg'), plotOf(results)],
  ]
  if (folder === KEPT) files.push([SHOWN, pageOf(results, made, '../bench/results/plot.svg')])
  for (const [file = '', text = ''] of files) {
    await writeFile(file, text)
    console.log(`written: ${file}`)
  }
}
