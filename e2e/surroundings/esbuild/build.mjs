import { build } from 'esbuild'

const options = { entryPoints: ['main.js'], bundle: true, platform: 'node' }

await build({ ...options, outfile: 'dist/main.cjs' })
await build({
  ...options,
  outfile: 'dist/main.mjs',
  format: 'esm',
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
})
