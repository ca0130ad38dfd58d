import { fileURLToPath } from 'node:url'
import nodeResolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { dts } from 'rollup-plugin-dts'
import esbuild from 'rollup-plugin-esbuild'

const target = 'es2022'

/** A package's entry as ESM and CJS, with a declaration for each. */
function entry(folder, name, external) {
  const source = `packages/${folder}/src/${name}.ts`
  const declarations = `packages/${folder}/.types/${name}.d.ts`
  const out = `packages/${folder}/dist/${name}`
  return [
    {
      input: source,
      external,
      plugins: [esbuild({ target })],
      output: [
        { file: `${out}.js`, format: 'es', sourcemap: true },
        {
          file: `${out}.cjs`,
          format: 'cjs',
          exports: 'named',
          // Node's own modules have no default of their own.
          interop: (id) => (id?.startsWith('node:') ? 'default' : 'esModule'),
          sourcemap: true,
        },
      ],
    },
    {
      input: declarations,
      external,
      plugins: [dts({ tsconfig: false })],
      output: [{ file: `${out}.d.ts` }, { file: `${out}.d.cts` }],
    },
  ]
}

/** Takes each package from its source, and the short form of what has one: the script tag pays by the byte. */
function shortSources() {
  const packages = { '@wsevent/core': 'core', '@wsevent/browser': 'browser' }
  return {
    name: 'short-sources',
    resolveId(id, importer) {
      const folder = packages[id]
      if (folder) return fileURLToPath(new URL(`packages/${folder}/src/index.ts`, import.meta.url))
      if (/\/(abilities|advice|native-error|sentences)\.ts$/.test(id) && importer) {
        return fileURLToPath(new URL(id.replace('.ts', '-short.ts'), `file://${importer}`))
      }
      return null
    },
  }
}

// Names between the packages' own objects, that neither a user nor a platform ever sees.
const internal =
  'alive audience baseUri begin beginOpening bytesRead canPing clock discard dispatch drop endOpening fail flush giveUp ' +
  'hand handed handler held inbox isBlob isOffline isSettled later lose network note onAbort onClose onDrain onEnded ' +
  'onMessage onOpen onOpened onOverflow onPong onProbe onReturn openTransport pause platform probe pump raised outbox transport ' +
  'reportError resume settings settle sizeOf tellLost watch'

/** @type {import('@rollup/plugin-terser').Options} */
const smallest = {
  ecma: 2020,
  compress: {
    passes: 3,
    unsafe_arrows: true,
    pure_getters: true,
    keep_fargs: false,
    hoist_funs: true,
  },
  mangle: {
    properties: { builtins: true, regex: new RegExp(`^(${internal.replaceAll(' ', '|')})$`) },
  },
}

const scriptTag = {
  input: 'packages/wsevent/src/script.ts',
  plugins: [shortSources(), nodeResolve(), esbuild({ target, minify: true }), terser(smallest)],
  output: {
    file: 'packages/wsevent/dist/wsevent.min.js',
    format: 'iife',
    name: 'WebSockets',
    // Shipped, and not named in the file: who copies the file alone asks for no map that is not there.
    sourcemap: 'hidden',
  },
}

const builtin = /^node:|^ws$|^@wsevent\//

export default [
  ...entry('core', 'index', builtin),
  ...entry('browser', 'index', builtin),
  ...entry('node', 'index', builtin),
  ...entry('wsevent', 'browser', builtin),
  ...entry('wsevent', 'node', builtin),
  scriptTag,
]
