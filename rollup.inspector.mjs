import nodeResolve from '@rollup/plugin-node-resolve'

const ENTRIES = ['index', 'element', 'tanstack']

const resolution = nodeResolve({
  // The build of lit-html that a server can import as well: the other asks for a document at once.
  exportConditions: ['node'],
  // `sideEffects` names what ships: by it, the import of the element would be dropped from its sources.
  rootDir: 'packages/inspector',
  ignoreSideEffectsForRoot: true,
})

/** The inspector: its entries share one registry of what is inspected, and bring the libraries of the element. */
export function inspector(entry) {
  const bundles = ENTRIES.map((name) => entry('inspector', name))
  const [[{ plugins }]] = bundles
  const input = Object.fromEntries(
    ENTRIES.map((name) => [name, `packages/inspector/src/${name}.ts`]),
  )
  const output = ['es', 'cjs'].map((format) => {
    const name = format === 'cjs' ? '[name].cjs' : '[name].js'
    const files = { entryFileNames: name, chunkFileNames: name, exports: 'named', sourcemap: true }
    // A hoisted import of what has no side effects is a warning in esbuild.
    const rest = { dir: 'packages/inspector/dist', hoistTransitiveImports: false }
    return { format, ...files, ...rest }
  })
  const code = {
    input,
    plugins: [resolution, ...plugins],
    output,
  }
  return [code, ...bundles.map(([, types]) => types)]
}
