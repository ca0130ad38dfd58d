import { fileURLToPath } from 'node:url'
import { build as bundle, type BuildOptions } from 'esbuild'

const common: BuildOptions = {
  absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
  outdir: '.build',
  outbase: '.',
  bundle: true,
  // Without it, the packages' tsconfig paths would lead from what ships back to the sources.
  tsconfigRaw: '{}',
}

/** What is measured runs as plain JavaScript: a loader that compiles at run time would be part of its CPU time and memory. */
export async function build() {
  const entryPoints = ['client/main.ts', 'server/main.ts']
  const node = { platform: 'node', format: 'esm', packages: 'external', splitting: true } as const
  await bundle({ ...common, ...node, entryPoints })
  // Contenders that only Node has are in the page's bundle, but are never loaded there.
  const external = ['node:*', 'ws']
  await bundle({ ...common, entryPoints: ['browser/page.ts'], minify: true, external })
}
