import { cpus } from 'node:os'
import { targetsOf } from './targets.mjs'
import { browserTables } from './browsers.mjs'
import { nodeTables, ratio } from './table.mjs'

/** @typedef {import('../result.mjs').Result} Result */

/** The kind of a run whose figures count. */
export const WHOLE = 'the whole run'

/** What the reference has against itself, in the tasks of one kind of place. @param {Result[]} results */
function noiseOf(results) {
  const medians = results.flatMap(({ rows }) =>
    rows.flatMap(({ name, ratio: estimate }) =>
      name === 'control' && estimate ? [estimate.median] : [],
    ),
  )
  if (medians.length === 0) return 'nothing'
  return `${ratio(Math.min(...medians))} to ${ratio(Math.max(...medians))}`
}

/** @param {Result[]} results @param {{ kind: string, minutes: number, skipped: string[] }} made */
function conditionsOf(results, { kind, minutes, skipped }) {
  const versions = [...new Set(results.map(({ version }) => version))].join(', ')
  const advice = kind === WHOLE ? '' : ' **For a look alone: only the whole run is precise.**'
  const missing = skipped.map((line) => `\n\n**Not measured:** ${line}.`).join('')
  const cores = `${cpus().length} cores`
  return `Measured with ${versions} on ${process.platform} with ${cores}: ${kind}, ${minutes.toFixed(0)} minutes.${advice}${missing}`
}

/**
 * The page with all that was measured.
 * @param {Result[]} results
 * @param {{ kind: string, minutes: number, skipped: string[] }} made
 * @param {string} plot where the page finds it
 */
export function pageOf(results, made, plot) {
  const node = results.filter(({ place }) => place === 'node')
  const browsers = results.filter(({ place }) => place !== 'node')
  return `# Benchmarks

CPU time of a client beside that of its peers, measured side by side in one run: on Node as a ratio to plain \`ws\`, in
browsers to the native \`onmessage\`. 2 means half of the time.

${conditionsOf(results, made)}

![Ratios of wsevent and its peers](${plot})

## Targets

What the project wants to reach, and where it is.

${targetsOf(results)}

## How to read it

- **A ratio** is a median with the interval that holds it 95 times of 100; the **middle half** is where half of the
  single runs are. **All time** is the ratio of the whole CPU time: with each pause for garbage and each disturbance.
- **The reference, again** is the reference measured against itself: it had ${noiseOf(node)} on Node and
  ${noiseOf(browsers)} in browsers. A difference that is not greater than that is none.
- **Text** arrives as a string with every client. **Binary** arrives as a \`Buffer\` with \`ws\`'s \`message\` event, which
  spares it a copy, and as an \`ArrayBuffer\` with most others: there the reference is \`ws\` giving \`ArrayBuffer\`s, too.
- **The floor** is raw sockets with frames made beforehand: what a client can never reach.

\`npm run bench\` makes this page. [How it is measured](https://github.com/wsevent/wsevent/blob/main/bench/README.md).

## Node

${nodeTables(node)}

## Browsers

CPU time of the page's main thread, where a client's code runs; below it, that of all processes of the browser, most of
which is not the client's.

${browserTables(browsers)}
`
}
