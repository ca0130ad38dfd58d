// node bench/browser/run.mjs — in the three engines, against the native onmessage; `--quick` for a look.
import { mkdir, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { engineNames, findEngine } from '../../e2e/engines/find.mjs'
import { Peer } from '../peer/peer.mjs'
import { loadEngines, servePage } from './build.mjs'
import { race } from './race.mjs'

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, engines: { type: 'string' } },
})
const rounds = values.quick ? 5 : 9
const chosen = values.engines?.split(',') ?? engineNames

/** @type {import('./race.mjs').Task[]} */
const TASKS = [
  { action: 'flood', kind: 'text', size: 128, count: 4000 },
  { action: 'flood', kind: 'binary', size: 128, count: 4000 },
  { action: 'burst', kind: 'text', size: 128, count: 4000 },
  { action: 'burst', kind: 'binary', size: 128, count: 4000 },
]

/** @param {Awaited<ReturnType<typeof race>>} rows @param {import('./race.mjs').Task} task */
function tableOf(rows, { action, kind, size }) {
  const verb = action === 'flood' ? 'receive' : 'send, 100 a task'
  const lines = rows.map(({ title, ratio: { min, median, max }, best, micros }) => {
    const spread = `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`
    return `| ${title} | ${spread} | ${best.toFixed(2)} | ${micros.toFixed(1)} |`
  })
  const head = `| ${verb}, ${kind} ${size} B | ratio | best against best | µs |\n| --- | --: | --: | --: |`
  return `${head}\n${lines.join('\n')}`
}

/** @param {string[]} all */
async function write(all) {
  const results = new URL('../results/', import.meta.url)
  const intro =
    '# The bench in browsers\n\nWall time for each message, as a ratio to the native `onmessage` in the same page: over 1 is better.'
  await mkdir(results, { recursive: true })
  await writeFile(new URL('browsers.md', results), `${intro}\n\n${all.join('\n\n')}\n`)
}

const { openBrowser } = await loadEngines()
const [peer, page] = await Promise.all([Peer.start(), servePage()])
const parts = []
try {
  for (const name of engineNames.filter((engine) => chosen.includes(engine))) {
    /* oxlint-disable no-await-in-loop */
    const { source } = await findEngine(name)
    if (source === 'missing') {
      console.log(`skipped: ${name} is not installed`)
      continue
    }
    const browser = await openBrowser(name)
    try {
      await browser.open(page.url)
      parts.push(`## ${browser.description}`)
      for (const task of TASKS) parts.push(tableOf(await race(browser, peer, task, rounds), task))
    } finally {
      await browser.close()
    }
    console.log(parts.join('\n\n'))
    // After each engine: what was measured stays, whatever the next one does.
    if (!values.quick) await write(parts)
    /* oxlint-enable no-await-in-loop */
  }
} finally {
  page.end()
  await peer.end()
}
