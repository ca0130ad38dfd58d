import { stripVTControlCharacters } from 'node:util'
import { x } from 'tinyexec'

// Milliseconds after which a step hangs: the longest one takes some minutes on a loaded machine.
const PATIENCE = 1_800_000

// How a runner states its sum.
const SUMS = {
  ours: /(?:^|\n)(?<passed>\d+) passed, (?<failed>\d+) failed(?:, (?<skipped>\d+) skipped)?$/,
  vitest:
    /^ *Tests +(?:(?<failed>\d+) failed)?(?: \| )?(?:(?<passed>\d+) passed)?(?: \| (?<skipped>\d+) skipped)?/m,
  node: /^[#ℹ] pass (?<passed>\d+)\n[#ℹ] fail (?<failed>\d+)\n.*\n[#ℹ] skipped (?<skipped>\d+)$/m,
}

/** One step of the test command. */
export interface Step {
  readonly title: string
  /** A program, of node_modules/.bin or the PATH, and its arguments; a blank separates them. */
  readonly command: string
  /** Whose sum it states; a step without one counts only if it fails. */
  readonly count?: keyof typeof SUMS
}

export interface Result extends Readonly<Record<'passed' | 'failed' | 'skipped', number>> {
  readonly title: string
  readonly isPassed: boolean
  readonly seconds: number
}

/** Runs one step; the output of one that has neighbours is held back, so that it comes in one piece. */
async function runStep({ title, command, count }: Step, isAlone: boolean): Promise<Result> {
  const start = performance.now()
  const [program = '', ...parameters] = command.split(' ')
  const child = x(program, parameters, { timeout: PATIENCE })
  let output = ''
  const take = (line: string): void => {
    output += `${line}\n`
    if (isAlone) console.log(line)
  }
  if (isAlone) console.log(`\n== ${title}`)
  try {
    for await (const line of child) take(line)
  } catch (error) {
    // It was not found, or took too long.
    take(String(error))
  }
  const seconds = (performance.now() - start) / 1000
  if (!isAlone) console.log(`\n== ${title}\n${output.trimEnd()}`)

  const sum = count && SUMS[count].exec(stripVTControlCharacters(output.trimEnd()))?.groups
  const { passed = 0, failed = 0, skipped = 0 } = sum ?? {}
  const isPassed = child.exitCode === 0 && (count === undefined || sum !== undefined)
  console.log(`-- ${title}: ${isPassed ? 'passed' : 'FAILED'} in ${seconds.toFixed(1)} s`)
  const numbers = { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) }
  // A step that states no sum, a lint for instance, fails as one.
  if (!isPassed && numbers.failed === 0) numbers.failed = 1
  return { title, isPassed, seconds, ...numbers }
}

/** Runs the steps of a stage side by side. */
export async function runStage(stage: readonly Step[]): Promise<readonly Result[]> {
  return Promise.all(stage.map((step) => runStep(step, stage.length === 1)))
}

/** The table of all steps, and the sum as its last line. */
export function summarise(results: readonly Result[], left: readonly Step[]): string {
  const lines = results.map(({ title, isPassed, seconds, passed, failed, skipped }) => {
    const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`
    const time = `${seconds.toFixed(1).padStart(7)} s`
    const line = `${title.padEnd(16)} ${isPassed ? 'passed' : 'FAILED'} ${time}`
    return passed + failed + skipped > 0 ? `${line}   ${counts}` : line
  })
  const leftLines = left.map(({ title }) => `${title.padEnd(16)} not run`)
  const total = (key: 'passed' | 'failed'): number =>
    results.reduce((sum, result) => sum + result[key], 0)
  const sum = `\n${total('passed')} passed, ${total('failed')} failed`
  return ['', ...lines, ...leftLines, sum].join('\n')
}
