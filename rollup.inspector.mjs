import nodeResolve from '@rollup/plugin-node-resolve'

const ENTRIES = ['index', 'element', 'tanstack']

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
    return { format, dir: 'packages/inspector/dist', ...files }
  })
  const code = {
    input,
    plugins: [nodeResolve({ exportConditions: ['browser'] }), ...plugins],
    output,
  }
  return [code, ...bundles.map(([, types]) => types)]
}
