import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { NAMES, wrongClass, wrongConstants } from './public-names.mjs'

const ENTRIES = ['wsevent', 'wsevent/browser', 'wsevent/node', '@wsevent/browser', '@wsevent/node']

/**
 * @param {string} where
 * @param {Readonly<Record<string, unknown>>} module
 */
function wrongModule(where, module) {
  const names = Object.keys(module).toSorted()
  const complaints = [
    ...NAMES.filter((name) => !names.includes(name)).map((name) => `${where} lacks ${name}`),
    ...names.filter((name) => !NAMES.includes(name)).map((name) => `${where} exports ${name}`),
  ]
  if (complaints.length > 0) return complaints
  const WebSockets = /** @type {new () => object} */ (module['WebSockets'])
  if (module['default'] !== WebSockets) complaints.push(`${where}: the default is not the class`)
  return [...complaints, ...wrongConstants(where, module), ...wrongClass(where, WebSockets)]
}

/** @param {import('../gates.mjs').Packed} packed */
export async function checkExports({ project }) {
  const require = createRequire(join(project, 'index.cjs'))
  const complaints = []
  for (const entry of ENTRIES) {
    const common = /** @type {Record<string, unknown>} */ (require(entry))
    complaints.push(...wrongModule(`require('${entry}')`, common))
    // The files beside each other: `x.cjs` for `require`, `x.js` for `import`.
    const file = require.resolve(entry).replace(/\.cjs$/, '.js')
    const esm = /** @type {Record<string, unknown>} */ (await import(pathToFileURL(file).href))
    complaints.push(...wrongModule(`import '${entry}'`, esm))
  }
  return complaints
}
