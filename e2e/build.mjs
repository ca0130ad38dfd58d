// Bundles the scenarios and the oracle for the platforms, which load one plain file each.
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** @param {string} path */
const file = (path) => fileURLToPath(new URL(path, import.meta.url))

/** @type {import('esbuild').BuildOptions} */
const everywhere = {
  bundle: true,
  target: 'es2022',
  sourcemap: 'inline',
  logLevel: 'warning',
  // The sources are modules, which are strict; a classic script has to ask for it.
  banner: { js: '"use strict";' },
}

/**
 * @param {string} entry
 * @param {string} globalName
 */
const asGlobal = (entry, globalName) => ({
  stdin: {
    contents: `import * as suite from ${JSON.stringify(file(entry))}\nglobalThis.${globalName} = suite`,
    resolveDir: file('.'),
  },
})

const scenarios = () =>
  build({
    ...everywhere,
    ...asGlobal('scenarios/index.ts', 'wseventScenarios'),
    outfile: file('.build/scenarios.js'),
    format: 'iife',
    platform: 'neutral',
    mainFields: ['module', 'main'],
  })

const oracleInBrowser = () =>
  build({
    ...everywhere,
    ...asGlobal('oracle/index.ts', 'wseventOracle'),
    outfile: file('.build/oracle-browser.js'),
    format: 'iife',
    platform: 'browser',
  })

const oracleInProcess = () =>
  build({
    ...everywhere,
    ...asGlobal('oracle/index.ts', 'wseventOracle'),
    outfile: file('.build/oracle-node.cjs'),
    format: 'cjs',
    platform: 'node',
    external: ['ws'],
  })

export async function buildBundles() {
  await Promise.all([scenarios(), oracleInBrowser(), oracleInProcess()])
}

if (argv[1] === fileURLToPath(import.meta.url)) await buildBundles()
