import { run } from './command.mjs'

/**
 * One step of the test command.
 * @typedef {object} Step
 * @property {string} title
 * @property {string} script - of package.json
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(output: string) => Promise<Tests>} [count] - the tests that it ran; throws where it cannot tell
 */

/** @typedef {{ passed: number, failed: number, skipped: number }} Tests */

/**
 * @typedef {object} Result
 * @property {string} title
 * @property {boolean} isPassed
 * @property {number} seconds
 * @property {Tests} tests
 */

const NONE = Object.freeze({ passed: 0, failed: 0, skipped: 0 })

/**
 * @param {Step} step
 * @param {string} output
 */
async function countTests({ title, count }, output) {
  try {
    return (await count?.(output)) ?? NONE
  } catch (error) {
    console.log(`the tests of ${title} cannot be counted: ${String(error)}`)
    return undefined
  }
}

/**
 * Runs one step; beside others its output is held back, so that it comes in one piece.
 * @param {Step} step
 * @param {boolean} isAlone
 * @returns {Promise<Result>}
 */
async function runStep(step, isAlone) {
  const { title, script, env = {} } = step
  if (isAlone) console.log(`\n== ${title}`)
  const start = performance.now()
  const { status, output } = await run(['npm', 'run', '--silent', script], { env, isLive: isAlone })
  const seconds = (performance.now() - start) / 1000
  if (!isAlone) console.log(`\n== ${title}\n${output.trimEnd()}`)
  const tests = await countTests(step, output)
  const isPassed = status === 0 && tests !== undefined
  console.log(`-- ${title}: ${isPassed ? 'passed' : 'FAILED'} in ${seconds.toFixed(1)} s`)
  return { title, isPassed, seconds, tests: tests ?? NONE }
}

/**
 * Runs the steps of a stage side by side.
 * @param {readonly Step[]} stage
 */
export async function runStage(stage) {
  return Promise.all(stage.map((step) => runStep(step, stage.length === 1)))
}

/** @param {readonly Result[]} results */
function totalOf(results) {
  const sum = (/** @type {keyof Tests} */ key) =>
    results.reduce((total, { tests }) => total + tests[key], 0)
  // A step that has no tests of its own, a lint for instance, fails as one.
  const others = results.filter(({ isPassed, tests }) => !isPassed && tests.failed === 0).length
  return { passed: sum('passed'), failed: sum('failed') + others }
}

/**
 * The table of all steps, and the sum as the last line.
 * @param {readonly Result[]} results
 * @param {readonly string[]} left - the titles of steps that were not run
 */
export function summarise(results, left) {
  const lines = results.map(({ title, isPassed, seconds, tests }) => {
    const { passed, failed, skipped } = tests
    const counts =
      passed + failed + skipped > 0 ? `${passed} passed, ${failed} failed, ${skipped} skipped` : ''
    const time = `${seconds.toFixed(1).padStart(7)} s`
    return `${title.padEnd(14)} ${isPassed ? 'passed' : 'FAILED'} ${time}   ${counts}`.trimEnd()
  })
  const skippedLines = left.map((title) => `${title.padEnd(14)} not run`)
  const { passed, failed } = totalOf(results)
  return ['', ...lines, ...skippedLines, '', `${passed} passed, ${failed} failed`].join('\n')
}
