import { ok } from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { build as esbuild } from 'esbuild'
import { rollup } from 'rollup'
import { build as vite } from 'vite'
import webpack from 'webpack'
import { runOrThrow } from '../../scripts/command.mjs'
import { assertConversation, programWith } from './conversation.mjs'
import { assertNative, assertPage } from './page.mjs'

/**
 * Each bundles one entry for browsers, and gives the code of a single file.
 * @type {Record<string, (entry: string) => Promise<string>>}
 */
const BUNDLERS = {
  async esbuild(entry) {
    const { outputFiles } = await esbuild({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'iife',
    })
    return outputFiles[0]?.text ?? ''
  },

  async 'Vite 8'(entry) {
    const result = await vite({
      root: join(entry, '..'),
      configFile: false,
      logLevel: 'error',
      build: { write: false, rolldownOptions: { input: entry } },
    })
    const [first] = Array.isArray(result) ? result : [result]
    ok(first && 'output' in first)
    const [chunk] = first.output
    return chunk.code
  },

  async Rollup(entry) {
    const bundle = await rollup({ input: entry, plugins: [nodeResolve({ browser: true })] })
    const { output } = await bundle.generate({ format: 'iife' })
    return output[0].code
  },

  async 'webpack 5'(entry) {
    const path = `${entry}.webpack`
    const compiler = webpack({ mode: 'production', entry, output: { path, filename: 'page.js' } })
    await new Promise((resolve, reject) => {
      compiler?.run((error, stats) => {
        if (error || stats?.hasErrors()) reject(error ?? new Error(stats?.toString()))
        else resolve(undefined)
      })
    })
    return readFile(join(path, 'page.js'), 'utf8')
  },
}

/**
 * @param {string} project
 * @param {string} title
 * @param {string} specifier
 */
async function writeEntry(project, title, specifier) {
  const entry = join(project, `${title.replaceAll(/\W+/g, '-')}.js`)
  const line = `import { WebSockets } from '${specifier}'`
  await writeFile(entry, programWith(line, { isPage: true }))
  return entry
}

/**
 * esbuild for Node: ws comes along, and works from inside the bundle.
 * @type {import('./run.mjs').Consumers}
 */
function forNode({ project, uri }) {
  const check = async () => {
    const entry = join(project, 'bundled-for-node.mjs')
    const outfile = join(project, 'bundled-for-node.cjs')
    await writeFile(entry, programWith(`import { WebSockets } from 'wsevent'`))
    await esbuild({ entryPoints: [entry], bundle: true, outfile, platform: 'node' })
    assertConversation(JSON.parse(await runOrThrow(['node', outfile, uri])))
  }
  return [{ title: 'esbuild for Node', check }]
}

/** @type {import('./run.mjs').Consumers} */
export function bundlerConsumers(surroundings) {
  const { project } = surroundings
  const specifiers = ['wsevent', 'wsevent/browser', '@wsevent/browser']
  const forBrowsers = Object.entries(BUNDLERS).flatMap(([name, bundle]) =>
    specifiers.map((specifier) => {
      const title = `${name}, ${specifier}`
      const check = async () => {
        const code = await bundle(await writeEntry(project, title, specifier))
        assertNative(code)
        await assertPage(code)
      }
      return { title, check }
    }),
  )
  return [...forBrowsers, ...forNode(surroundings)]
}
