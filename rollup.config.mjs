import { cpSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import nodeResolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { dts } from 'rollup-plugin-dts'
import esbuild from 'rollup-plugin-esbuild'
import { prepareFolders } from './scripts/folders.mjs'
import { mangle } from './scripts/mangle/plugin.mjs'
import { inspector } from './rollup.inspector.mjs'

const path = (name) => fileURLToPath(new URL(name, import.meta.url))
const { version } = JSON.parse(readFileSync(path('packages/core/package.json'), 'utf8'))
const external = /^node:|^ws$|^@wsevent\//

/** Compiles TypeScript; the constants are declared in each package's build.d.ts. */
function compile(sentences, node, minify = false) {
  const define = {
    __SENTENCES__: String(sentences),
    __NODE__: String(node),
    __VERSION__: JSON.stringify(version),
  }
  return esbuild({ target: 'es2022', minify, define })
}

/** The text of a declaration file, without its comments. */
function declarations(file) {
  return readFileSync(path(file), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '')
}

/** Every member and every export that the published declarations name; a bundle that holds both sides of the seam may rename what only that has. */
function publishedNames(hasSeam) {
  const seam = declarations('packages/core/.types/transport.d.ts').match(/(?<=interface )\w+/g)
  const dist = (name) => declarations(`packages/${name}/dist/index.d.ts`)
  const text = `${dist('core')}\n${dist('node')}`.replaceAll(
    /^interface (\w+)[^]*?^\}/gm,
    (all, name) => (hasSeam || !seam.includes(name) ? all : ''),
  )
  return text.match(/\b[A-Z]\w*|(?<=(^|[{;]) *(readonly |static |get )*)\w+(?=(<[^>]*>)?\??[(:])/gm)
}

/**
 * Shrinks a short build. A property whose name is in no published declaration is ours, and gets a short one; so does one
 * of the seam, if both of its sides are in the bundle.
 */
function shrink(isModule, hasSeam) {
  return terser({
    ecma: 2020,
    module: isModule,
    compress: {
      passes: 4,
      unsafe_arrows: true,
      pure_getters: true,
      keep_fargs: false,
      hoist_funs: false,
      inline: false,
    },
    mangle: {
      properties: {
        builtins: false,
        // Asked for when a chunk is rendered: the entries' declarations have been written by then.
        get reserved() {
          return publishedNames(hasSeam)
        },
      },
    },
  })
}

const smallest = (isModule) => [shrink(isModule, false), mangle(version)]

/** Takes the packages from their sources or declarations: a page that has one file pays for no border between them. */
function within(folder, ending) {
  return {
    name: 'within',
    resolveId: (id) => {
      const [, name, file = 'index'] = /^@wsevent\/(\w+)(?:\/(\w+))?$/.exec(id) ?? []
      return name ? path(`packages/${name}/${folder}/${file}${ending}`) : null
    },
  }
}

/** A framework's proxy is typed member by member: it could not be given where a private brand is asked for. */
const unbranded = {
  name: 'unbranded',
  renderChunk: (code) => code.replaceAll(/^ *#private;\n/gm, ''),
}

function modules(out, options = {}) {
  // Node's own modules have no default of their own.
  const interop = (id) => (id?.startsWith('node:') ? 'default' : 'esModule')
  return [
    { file: `${out}.js`, format: 'es', freeze: false, sourcemap: true, ...options },
    { file: `${out}.cjs`, format: 'cjs', exports: 'named', interop, sourcemap: true, ...options },
  ]
}

/** A package's entry as ESM and CJS, with a declaration for each. */
function entry(folder, name) {
  const out = `packages/${folder}/dist/${name}`
  const input = `packages/${folder}/src/${name}.ts`
  return [
    { input, external, plugins: [compile(true, true)], output: modules(out) },
    {
      input: `packages/${folder}/.types/${name}.d.ts`,
      external,
      plugins: [dts({ tsconfig: false }), unbranded],
      output: [{ file: `${out}.d.ts` }, { file: `${out}.d.cts` }],
    },
  ]
}

/** The W3C class, on Node's client and on the browser's; both have the same declarations. */
function webSocket() {
  const [code, types] = entry('websocket', 'index')
  const onClient = (name, plugins) => ({
    ...code,
    plugins: [...plugins, ...code.plugins],
    output: modules(`packages/websocket/dist/${name}`),
  })
  const browserClient = {
    name: 'browser-client',
    resolveId: (id) =>
      id === './client-node.ts' ? path('packages/websocket/src/client-browser.ts') : null,
  }
  return [onClient('node', []), onClient('browser', [browserClient]), types]
}

/** The test kit: a page's sockets, and on Node those of `ws` too. One declaration for both. */
function testing() {
  const [code, types] = entry('testing', 'index')
  const node = {
    ...code,
    input: 'packages/testing/src/node.ts',
    output: modules('packages/testing/dist/node'),
  }
  return [code, types, node]
}

/** A binding, and its short build: what it shares with the others is put into it. */
function binding(folder, banner) {
  const shared = (file) => ({
    name: 'bindings',
    resolveId: (id) => (id === '@wsevent/bindings' ? path(`packages/bindings/${file}`) : null),
  })
  const peers = { external: /^(wsevent|react|vue|svelte|solid-js)($|\/)/ }
  const [code, types] = entry(folder, 'index')
  const output = (name) => modules(`packages/${folder}/dist/${name}`, { banner })
  const plugins = (sentences) => [shared('src/index.ts'), compile(sentences, true)]
  return [
    { ...code, ...peers, plugins: plugins(true), output: output('index') },
    { ...code, ...peers, plugins: plugins(false), output: output('index.production') },
    { ...types, ...peers, plugins: [shared('.types/index.d.ts'), ...types.plugins] },
  ]
}

/** The short build of a package's entry: what bundlers take for a page under the condition `production`. */
function production(folder) {
  return {
    input: `packages/${folder}/src/index.ts`,
    external,
    plugins: [compile(false, false, true), shrink(true, true)],
    output: modules(`packages/${folder}/dist/index.production`),
  }
}

/** `@wsevent/core/names`, taken from the index: a second copy of the error class would be another class. */
function names(suffix) {
  const from = (input, plugins, outputs) => ({
    input,
    plugins,
    external: /\.(ts|js)$/,
    output: Object.entries(outputs).map(([ending, source]) => ({
      file: `packages/core/dist/names${suffix}.${ending}`,
      format: ending === 'cjs' ? 'cjs' : 'es',
      paths: () => `./index${suffix}.${source}`,
    })),
  })
  const code = { js: 'js', cjs: 'cjs' }
  const types = { 'd.ts': 'js', 'd.cts': 'cjs' }
  return [
    from('packages/core/src/names.ts', [compile(true, true)], code),
    ...(suffix ? [] : [from('packages/core/.types/names.d.ts', [dts({ tsconfig: false })], types)]),
  ]
}

/** One file without imports, for pages without a bundler. */
function single(input, sentences, plugins, output) {
  return {
    input: `packages/wsevent/src/${input}.ts`,
    plugins: [within('src', '.ts'), nodeResolve(), compile(sentences, sentences), ...plugins],
    // Without a map: whoever copies the file alone would ask for one that is not there.
    output: { ...output, file: `packages/wsevent/dist/${output.file}` },
  }
}

const script = {
  format: 'iife',
  name: 'WebSockets',
  freeze: false,
  strict: false,
  generatedCode: { preset: 'es2015', symbols: false },
}

/** The declarations of a single file, themselves without imports. */
function singleTypes(input, files, footer) {
  return {
    input: `packages/wsevent/.types/${input}.d.ts`,
    plugins: [within('.types', '.d.ts'), dts({ tsconfig: false }), unbranded],
    output: files.map((file) => ({ file: `packages/wsevent/dist/${file}`, footer })),
  }
}

const GLOBAL = 'declare global {\n  var WebSockets: typeof script\n}'

prepareFolders(new URL('.', import.meta.url))

// The page that the errors point to, as it was for this version.
cpSync(path('docs/errors.md'), path('packages/wsevent/docs/errors.md'))

export default [
  ...entry('core', 'index'),
  ...names(''),
  ...names('.production'),
  ...['index', 'bun', 'deno', 'edge', 'react-native'].flatMap((name) => entry('browser', name)),
  ...entry('node', 'index'),
  ...['browser', 'node', 'websocket'].flatMap((name) => entry('wsevent', name)),
  ...webSocket(),
  ...testing(),
  ...inspector(entry),
  // For React's server components: hooks run in the browser.
  ...binding('react', `'use client'`),
  ...['vue', 'svelte', 'solid'].flatMap((name) => binding(name)),
  production('core'),
  production('browser'),
  single('script', false, smallest(false), { ...script, file: 'wsevent.min.js' }),
  single('script', true, [], { ...script, file: 'wsevent.js' }),
  single('browser', false, smallest(true), { format: 'es', file: 'wsevent.min.mjs' }),
  singleTypes('script', ['wsevent.d.ts', 'wsevent.min.d.ts'], GLOBAL),
  singleTypes('browser', ['wsevent.min.d.mts']),
]
