// npm test — everything that has to hold, the quickest first; the set-up and the build ran before (`pretest`).
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runStage, summarise } from './step.mjs'

/** @typedef {import('./step.mjs').Tests} Tests */

const folder = await mkdtemp(join(tmpdir(), 'wsevent-test-'))
const unitJson = join(folder, 'unit.json')

/** @returns {Promise<Tests>} */
async function countUnit() {
  /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number }} */
  const report = JSON.parse(await readFile(unitJson, 'utf8'))
  const { numPassedTests, numFailedTests, numPendingTests } = report
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests }
}

/**
 * @param {string} output - of Node's test runner
 * @returns {Promise<Tests>}
 */
async function countNode(output) {
  const count = (/** @type {string} */ name) =>
    Number(new RegExp(`^(?:#|ℹ) ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0)
  return { passed: count('pass'), failed: count('fail'), skipped: count('skipped') }
}

/**
 * @param {string} output - whose last line has the sum
 * @returns {Promise<Tests>}
 */
async function countE2e(output) {
  const last = output.trimEnd().split('\n').at(-1) ?? ''
  const [passed, failed, skipped] = (last.match(/\d+/g) ?? []).map(Number)
  if (!/^\d+ passed, \d+ failed(, \d+ skipped)?$/.test(last)) throw new Error(`"${last}" is no sum`)
  return { passed: passed ?? 0, failed: failed ?? 0, skipped: skipped ?? 0 }
}

// Side by side stands what leaves the other its time: end to end has both cores for itself.
const STAGES = [
  [
    { title: 'lint', script: 'lint' },
    { title: 'format', script: 'format:check' },
    { title: 'types', script: 'types' },
  ],
  [
    { title: 'unit', script: 'unit', env: { WSEVENT_UNIT_JSON: unitJson }, count: countUnit },
    { title: 'gates', script: 'gates' },
  ],
  [
    { title: 'consumers', script: 'consumers' },
    { title: 'examples', script: 'examples', count: countNode },
  ],
  [{ title: 'chaos', script: 'chaos', count: countE2e }],
  [{ title: 'end to end', script: 'e2e', count: countE2e }],
]

const results = []
for (const stage of STAGES) {
  results.push(...(await runStage(stage)))
  if (results.some(({ isPassed }) => !isPassed)) break
}
await rm(folder, { recursive: true, force: true })

const left = STAGES.flat().slice(results.length)
console.log(
  summarise(
    results,
    left.map(({ title }) => title),
  ),
)
process.exitCode = results.every(({ isPassed }) => isPassed) && left.length === 0 ? 0 : 1
