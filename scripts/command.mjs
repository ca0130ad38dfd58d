import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, join } from 'node:path'
import { ROOT } from './workspace.mjs'

// Milliseconds after which a command hangs: the longest one takes a few minutes on a loaded machine.
const PATIENCE = 900_000

const BIN = join(ROOT, 'node_modules', '.bin')

/**
 * @typedef {object} Outcome
 * @property {number} status - 0 is success
 * @property {string} output - both streams, in the order of their coming
 */

/**
 * Runs a command of the workspace to its end.
 * @param {readonly string[]} command - the program, found in node_modules/.bin as well, and its arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, isLive?: boolean }} [options] - `isLive` shows the output as it comes
 * @returns {Promise<Outcome>}
 */
export async function run(command, { cwd = ROOT, env = {}, isLive = false } = {}) {
  const [program = '', ...parameters] = command
  const path = `${BIN}${delimiter}${process.env['PATH'] ?? ''}`
  const child = spawn(program, parameters, {
    cwd,
    env: { ...process.env, PATH: path, ...env },
    timeout: PATIENCE,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const take = (/** @type {string} */ text) => {
    output += text
    if (isLive) process.stdout.write(text)
  }
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', take)
  const [code] = /** @type {[number | null]} */ (await once(child, 'close'))
  return { status: code ?? 1, output }
}

/**
 * As `run`, for what has to succeed.
 * @param {readonly string[]} command
 * @param {Parameters<typeof run>[1]} [options]
 */
export async function runOrThrow(command, options) {
  const { status, output } = await run(command, options)
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${output}`)
  return output
}
