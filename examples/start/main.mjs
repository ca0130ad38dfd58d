import { readCommandLine } from './command-line.mjs'
import { sentenceOf } from './failure.mjs'

const command = readCommandLine(process.argv.slice(2), process.env)
process.exitCode = 'status' in command ? command.status : await run(command)

/** @returns {Promise<number>} the exit status */
async function run(settings) {
  try {
    // What is not installed or not built is noticed here, and not while this file is loaded.
    const { start } = await import('./start.mjs')
    return await start(settings)
  } catch (error) {
    process.stderr.write(`\n${sentenceOf(error)}\n`)
    return 1
  }
}
