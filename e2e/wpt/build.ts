import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

async function bundle(options: BuildOptions & { readonly outfile: string }): Promise<string> {
  await build({ bundle: true, target: 'es2022', logLevel: 'warning', tsconfigRaw: {}, ...options })
  return options.outfile
}

/** What runs in pages and in Node. */
export interface Bundles {
  readonly harness: string
  readonly websocket: string
  /** The path of Node's program. */
  readonly node: string
}

export async function buildBundles(): Promise<Bundles> {
  const [harness, websocket, node] = await Promise.all([
    bundle({
      entryPoints: [file('harness.ts')],
      outfile: file('../.build/wpt-harness.js'),
      format: 'iife',
    }),
    bundle({
      stdin: { contents: `export * from 'wsevent/websocket'`, resolveDir: file('.') },
      outfile: file('../.build/wpt-websocket.js'),
      format: 'iife',
      globalName: 'wseventWebSocket',
      conditions: ['browser', 'production'],
      minify: true,
    }),
    bundle({
      entryPoints: [file('node.ts')],
      outfile: file('../.build/wpt-node.mjs'),
      format: 'esm',
      platform: 'node',
      packages: 'external',
    }),
  ])
  return {
    harness: await readFile(harness, 'utf8'),
    websocket: await readFile(websocket, 'utf8'),
    node,
  }
}
