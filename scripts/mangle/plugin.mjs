import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { minifySync } from 'vite'
import { programOf } from './program.mjs'
import { search } from './search.mjs'

const FILE = fileURLToPath(new URL('choices.json', import.meta.url))

const choices = JSON.parse(readFileSync(FILE, 'utf8'))

const pack = ({ names, orders }) => ({
  names: names.join(' '),
  orders: orders.map((order) => order.join('-')).join(' '),
})

const unpack = ({ names, orders }) => ({
  names: names.split(' '),
  orders: orders.split(' ').map((order) => order.split('-').map(Number)),
})

/**
 * Minifies a file once more, as Vite does in production, and gives it the names and the order that a search found to
 * compress best. These hold for one text: once the code has changed they are left out, until a build with
 * `--environment MANGLE:STEPS` has searched anew. See docs/decisions/0009.
 */
export function mangle(version) {
  return {
    name: 'mangle',
    renderChunk(minified, _chunk, { file, format }) {
      const title = basename(file)
      const { code } = minifySync(format === 'es' ? 'script.mjs' : 'script.js', minified)
      const hash = createHash('sha256').update(code.replaceAll(version, '')).digest('hex')
      const { of, ...known } = choices[title] ?? {}
      const steps = Number(process.env.MANGLE ?? 0)
      if (!steps && of !== hash) return code
      const program = programOf(code)
      if (!steps) return program.render(unpack(known))
      const choice = search(program, steps, (bytes, step) =>
        console.log(`${title}: ${bytes} bytes after ${step} of ${steps} steps`),
      )
      choices[title] = { of: hash, ...pack(choice) }
      writeFileSync(FILE, `${JSON.stringify(choices, null, 2)}\n`)
      return program.render(choice)
    },
  }
}
