import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** @param {string} path */
const file = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Files that look for their neighbours find them still. @type {import('esbuild').Plugin} */
const keepsPlaces = {
  name: 'keeps-places',
  setup: ({ onLoad }) =>
    onLoad({ filter: /e2e\/engines\/.*\.(?:ts|mjs)$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const place = JSON.stringify(pathToFileURL(path).href)
      return { contents: source.replaceAll('import.meta.url', place), loader: 'ts' }
    }),
}

/** What drives the three engines in e2e, for Node. @returns {Promise<{ openBrowser: (name: string) => Promise<any> }>} */
export async function loadEngines() {
  const outfile = file('../.build/engines.mjs')
  await build({
    entryPoints: [file('../../e2e/engines/browser.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@playwright/test'],
    plugins: [keepsPlaces],
  })
  return import(pathToFileURL(outfile).href)
}

/** Serves the page with all contenders. @returns {Promise<{ url: string, end: () => void }>} */
export async function servePage() {
  const { outputFiles } = await build({
    entryPoints: [file('page.mjs')],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    minify: true,
    write: false,
  })
  const page = '<!doctype html><title>bench</title><script src="/contenders.js"></script>'
  const server = createServer(({ url }, response) => {
    const isScript = url === '/contenders.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? outputFiles[0]?.text : page)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { url: `http://127.0.0.1:${port}/`, end: () => void server.close() }
}
