import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { NAMES, wrongClass } from './public-names.mjs'

/**
 * What a page sees after the script: its new globals.
 * @param {string} code
 */
function globalsOf(code) {
  const page = createContext({ URL, setTimeout, clearTimeout, queueMicrotask })
  const before = new Set(Object.keys(page))
  runInContext(code, page)
  const global = /** @type {Record<string, unknown>} */ (page)
  return Object.fromEntries(
    Object.keys(global)
      .filter((name) => !before.has(name))
      .map((name) => [name, global[name]]),
  )
}

/** @param {string} code */
function wrongGlobals(code) {
  const globals = globalsOf(code)
  const names = Object.keys(globals)
  if (names.join() !== 'WebSockets') return [`the globals are ${names.join(', ') || 'none'}`]
  const WebSockets = /** @type {(new () => object) & Record<string, unknown>} */ (
    globals['WebSockets']
  )
  const missing = NAMES.filter((name) => name !== 'default' && !(name in WebSockets))
  return [
    ...missing.map((name) => `the global WebSockets has no ${name}`),
    ...(WebSockets['WebSockets'] === WebSockets ? [] : ['WebSockets.WebSockets is not the class']),
    ...wrongClass('the script tag', WebSockets),
  ]
}

/**
 * @param {string} file
 * @param {string} code
 */
async function wrongSourceMap(file, code) {
  // Who copies the file alone shall not be asked for a map.
  if (code.includes('sourceMappingURL')) return ['it names a source map']
  const map = /** @type {{ sources: string[], sourcesContent?: (string | null)[] }} */ (
    JSON.parse(await readFile(`${file}.map`, 'utf8'))
  )
  const isWhole = map.sources.length > 0 && map.sources.every((_, at) => map.sourcesContent?.[at])
  return isWhole ? [] : ['the source map lacks its sources']
}

/** @param {string} file */
async function importsOf(file) {
  const { metafile } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    logLevel: 'silent',
    platform: 'browser',
    packages: 'external',
    external: ['node:*', './*', '../*'],
  })
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports)
  return imports.map(({ path }) => `it imports ${path}`)
}

/** @param {import('../gates.mjs').Packed} packed */
export async function checkScriptTag({ project }) {
  const file = join(project, 'node_modules/wsevent/dist/wsevent.min.js')
  const code = await readFile(file, 'utf8')
  return [...wrongGlobals(code), ...(await wrongSourceMap(file, code)), ...(await importsOf(file))]
}
