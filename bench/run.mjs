// npm run bench — side by side with the peers, on Node and in browsers. See README.md.
//   -- --quick            a look, in two minutes
//   -- --only LIST        of receive, send, round-trip, connect, memory, reconnect, browsers, chromium, firefox, webkit;
//                         `bars` keeps to the tasks of the project's bars
//   -- --contenders LIST  beside the reference
//   -- --pairs N --rounds N
//   -- --out FOLDER       writes there; without it only the whole run writes, to results/ and docs/benchmarks.md
import { performance } from 'node:perf_hooks'
import { asked } from './asked.mjs'
import { browserResults } from './browser/browser-results.mjs'
import { nodeResults } from './node-results.mjs'
import { Peer } from './peer/peer.mjs'
import { barsOf } from './report/bars.mjs'
import { browserTables } from './report/browsers.mjs'
import { WHOLE } from './report/page.mjs'
import { nodeTables } from './report/table.mjs'
import { write } from './report/write.mjs'

/** @typedef {import('./result.mjs').Result} Result */

const what = asked()
/** @type {string[]} */
const skipped = []
/** @type {Result[]} */
const results = []

/** @param {AsyncIterable<Result>} measured @param {(results: Result[]) => string} tables */
async function take(measured, tables) {
  for await (const result of measured) {
    peer.check()
    results.push(result)
    console.log(`\n${tables([result])}`)
  }
}

const start = performance.now()
const peer = await Peer.start()
try {
  await take(nodeResults(what, peer), nodeTables)
  const onSkipped = (/** @type {string} */ line) => skipped.push(line)
  await take(browserResults(what, peer, onSkipped), browserTables)
} finally {
  await peer.end()
}
const minutes = (performance.now() - start) / 60_000
for (const line of skipped) console.log(`\nNot measured: ${line}`)
console.log(`\n${barsOf(results)}\n\n${minutes.toFixed(1)} minutes`)
const kind = what.isWhole ? WHOLE : what.isQuick ? 'a quick look' : 'a part'
if (what.isWhole || what.out !== undefined)
  await write(results, { kind, minutes, skipped }, what.out)
