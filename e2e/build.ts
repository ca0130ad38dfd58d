import { cp, mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'
import { buildExamples } from '../examples/build.mjs'
import { sveltePlugin } from './bindings/svelte-plugin.ts'

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Bundles a suite for the platforms, which load one plain file that puts it on `globalThis`. */
async function bundle(
  folder: string,
  suite: string,
  out: string,
  rest: BuildOptions,
): Promise<void> {
  await build({
    stdin: {
      contents: `import * as suite from './${folder}/index.ts'\nglobalThis.${suite} = suite`,
      resolveDir: file('.'),
    },
    outfile: file(`.build/${out}`),
    bundle: true,
    format: 'iife',
    target: 'es2022',
    sourcemap: 'inline',
    logLevel: 'warning',
    // The sources are modules, which are strict; a classic script has to ask for it.
    banner: { js: '"use strict";' },
    ...rest,
  })
}

/** The frameworks that have a binding. */
export const frameworks = ['react', 'vue', 'svelte', 'solid'] as const

/** A page of each framework, and what it goes through. */
async function bundleBindings(framework: string): Promise<void> {
  await build({
    stdin: {
      contents: `import { mount } from './${framework}.ts'
import { scenariosOf } from './scenarios.ts'
globalThis.wseventBindings = scenariosOf(mount)`,
      resolveDir: file('bindings'),
    },
    outfile: file(`.build/bindings-${framework}.js`),
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'warning',
    plugins: [sveltePlugin],
    // React's StrictMode does nothing in production.
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    // As users have the packages: a package's own tsconfig.json leads to the sources.
    tsconfigRaw: {},
  })
}

/** The W3C class, as a bundler in production makes it for a page. */
async function bundleWebSocket(): Promise<void> {
  await build({
    stdin: { contents: `export * from 'wsevent/websocket'`, resolveDir: file('.') },
    outfile: file('.build/websocket.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'wseventWebSocket',
    target: 'es2022',
    conditions: ['browser', 'production'],
    // What ships, and not the sources that a tsconfig.json points to.
    tsconfigRaw: {},
  })
}

/** The folder of all that a page may load. */
export const folder = file('.build')

export async function buildBundles(): Promise<void> {
  const neutral: BuildOptions = { platform: 'neutral', mainFields: ['module', 'main'] }
  const inNode: BuildOptions = { platform: 'node', format: 'cjs', external: ['ws'] }
  // Two copies that both make it would race.
  await mkdir(folder, { recursive: true })
  await Promise.all([
    bundle('scenarios', 'wseventScenarios', 'scenarios.js', neutral),
    bundle('oracle', 'wseventOracle', 'oracle.js', { platform: 'browser' }),
    ...frameworks.map(bundleBindings),
    buildExamples(),
    bundle('inspector', 'wseventInspector', 'inspector.js', {
      platform: 'browser',
      tsconfigRaw: {},
    }),
    build({
      entryPoints: [file('inspector/worker.ts')],
      outfile: file('.build/inspector-worker.js'),
      bundle: true,
      format: 'iife',
      target: 'es2022',
      logLevel: 'warning',
      tsconfigRaw: {},
    }),
    // TanStack's shell loads its parts as it goes: in one file they would wait for each other.
    build({
      entryPoints: [file('inspector/devtools.ts')],
      outdir: file('.build/devtools'),
      bundle: true,
      format: 'esm',
      splitting: true,
      target: 'es2022',
      logLevel: 'warning',
      tsconfigRaw: {},
    }),
    bundle('oracle', 'wseventOracle', 'oracle-node.cjs', inNode),
    bundleWebSocket(),
    cp(file('platforms'), folder, { recursive: true, filter: (path) => !path.endsWith('.ts') }),
    cp(file('../packages/wsevent/dist/wsevent.min.js'), file('.build/wsevent.min.js')),
    cp(file('../packages/testing/dist/index.js'), file('.build/testing.js')),
    cp(file('node_modules/axe-core/axe.min.js'), file('.build/axe.js')),
  ])
}
