// tsx bundle.ts BUNDLER ENTRY… — bundles each page's program into one script, ENTRY.bundle.js. A process of its own,
// since bundlers take the mode from NODE_ENV; without it they get none.
import { rename } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { argv, env } from 'node:process'
import type { Configuration } from 'webpack'

const mode = env['NODE_ENV']

const BUNDLERS: Readonly<Record<string, (entry: string, file: string) => Promise<unknown>>> = {
  async esbuild(entry, outfile) {
    const { build } = await import('esbuild')
    // It takes no mode: whoever wants the build for production says so.
    const conditions = mode === 'production' ? { conditions: ['production'] } : {}
    return build({ entryPoints: [entry], bundle: true, outfile, format: 'iife', ...conditions })
  },

  async 'Vite 8'(entry, file) {
    const { build } = await import('vite')
    const outDir = `${file}.vite`
    const output = { entryFileNames: 'page.js' }
    await build({
      root: dirname(entry),
      configFile: false,
      logLevel: 'error',
      build: { outDir, rolldownOptions: { input: entry, output } },
    })
    await rename(`${outDir}/page.js`, file)
  },

  Rollup: async (input, file) => runRollup(input, file, true),
  'Rollup without browser': async (input, file) => runRollup(input, file, false),

  async 'webpack 5'(entry, file) {
    const { default: webpack } = await import('webpack')
    const output = { path: dirname(file), filename: basename(file) }
    // Minified once is enough: it takes most of the time.
    const optimization = { minimize: mode === 'production' }
    const config: Configuration = { entry, output, devtool: false, optimization }
    if (mode === 'production' || mode === 'development') config.mode = mode
    await new Promise<void>((resolve, reject) => {
      webpack(config)?.run((error, stats) => {
        if (error ?? stats?.hasErrors()) reject(error ?? new Error(stats?.toString()))
        else resolve()
      })
    })
  },
}

async function runRollup(input: string, file: string, browser: boolean): Promise<void> {
  const { rollup } = await import('rollup')
  const { nodeResolve } = await import('@rollup/plugin-node-resolve')
  const bundle = await rollup({ input, plugins: [nodeResolve({ browser })] })
  await bundle.write({ file, format: 'iife' })
}

const [, , name = '', ...entries] = argv
for (const entry of entries) await BUNDLERS[name]?.(entry, `${entry}.bundle.js`)
