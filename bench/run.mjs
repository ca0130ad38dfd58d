// npm run bench — side by side with the peers, on Node and in browsers. See README.md.
//   -- --quick            a look, in two minutes
//   -- --only LIST        of receive, send, round-trip, connect, memory, reconnect, browsers, chromium, firefox, webkit;
//                         `targets` keeps to the tasks of the project's targets
//   -- --contenders LIST  beside the reference
//   -- --pairs N --rounds N
//   -- --out FOLDER       writes there; without it only the whole run writes, to results/ and docs/benchmarks.md
import { performance } from 'node:perf_hooks'
import { parseOptions } from './options.mjs'
import { browserResults } from './browser/results.mjs'
import { nodeResults } from './node-results.mjs'
import { Server } from './server/process.mjs'
import { targetsOf } from './report/targets.mjs'
import { browserTables } from './report/browsers.mjs'
import { WHOLE } from './report/page.mjs'
import { nodeTables } from './report/table.mjs'
import { write } from './report/write.mjs'

/** @typedef {import('./result.mjs').Result} Result */

const options = parseOptions()
/** @type {string[]} */
const skipped = []
/** @type {Result[]} */
const results = []

/** @param {AsyncIterable<Result>} measured @param {(results: Result[]) => string} tables */
async function take(measured, tables) {
  for await (const result of measured) {
    server.check()
    results.push(result)
    console.log(`\n${tables([result])}`)
  }
}

const start = performance.now()
const server = await Server.start()
try {
  await take(nodeResults(options, server), nodeTables)
  const onSkipped = (/** @type {string} */ line) => skipped.push(line)
  await take(browserResults(options, server, onSkipped), browserTables)
} finally {
  await server.end()
}
const minutes = (performance.now() - start) / 60_000
for (const line of skipped) console.log(`\nNot measured: ${line}`)
console.log(`\n${targetsOf(results)}\n\n${minutes.toFixed(1)} minutes`)
const kind = options.isWhole ? WHOLE : options.isQuick ? 'a quick look' : 'a part'
if (options.isWhole || options.out !== undefined)
  await write(results, { kind, minutes, skipped }, options.out)
