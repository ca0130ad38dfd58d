// node process.mjs esm|cjs ENTRY — a platform that is a process: it answers each line of JSON on stdin with one on
// stdout. Bun and Deno run it too, so it uses nothing that they lack.
import './runner.js'
import { createRequire } from 'node:module'
import process from 'node:process'
import { createInterface } from 'node:readline'

console.log = console.info = console.debug = console.error

const [format, entry = ''] = process.argv.slice(2)
// Deno would take another build for a name that a file requires as well.
const load =
  format === 'cjs' ? createRequire(import.meta.url) : (/** @type {string} */ name) => import(name)
globalThis.wsevent = await load(entry)
globalThis.wseventWebSocket = await load('wsevent/websocket')
for (const bundle of ['scenarios.js', 'oracle-node.cjs'])
  await import(new URL(`../.build/${bundle}`, import.meta.url).href)

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => answer(JSON.parse(line)))
// The runner has closed the pipe, or is gone.
lines.on('close', () => process.exit(0))

/** @param {{ id: number, source: string, argument: unknown }} request */
async function answer({ id, source, argument }) {
  try {
    const action = (0, eval)(`(${source})`)
    reply({ id, value: await action(argument) })
  } catch (error) {
    reply({ id, error: error instanceof Error ? error.stack : String(error) })
  }
}

/** @param {object} message */
function reply(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}
