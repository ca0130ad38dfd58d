import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// What the script tag's build passes too: it has no sentences, and nothing that no browser can do.
const short = 'packages/{core,bindings}/test/short.test.ts'
const parts = 'disconnect,handlers,listeners,promises,queue,reconnect,send,signal,uri-function'
// Their frameworks have one build for a page and another for a server.
const page = 'packages/{solid,svelte}/test/{async,bindings}.test.ts'
const react18 = 'packages/react/test/react-18'

const define = { __SENTENCES__: 'true', __NODE__: 'true', __VERSION__: '"1.2.3"' }
const components = svelte({ configFile: false, prebundleSvelteLibraries: false })

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@wsevent\/core$/, replacement: source('packages/core/src/index.ts') },
      { find: /^@wsevent\/core\/names$/, replacement: source('packages/core/src/names.ts') },
      { find: /^@wsevent\/(browser|node)$/, replacement: source('packages/$1/src/index.ts') },
      { find: /^@wsevent\/(react|svelte)$/, replacement: source('packages/$1/src/index.ts') },
      { find: /^wsevent$/, replacement: source('packages/wsevent/src/node.ts') },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        plugins: [components],
        define: { ...define },
        test: {
          name: 'full',
          include: ['packages/*/test/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: [short, page],
        },
      },
      {
        extends: true,
        plugins: [components],
        define: { ...define },
        resolve: {
          conditions: ['browser'],
          alias: [{ find: /^ws$/, replacement: source('node_modules/ws/wrapper.mjs') }],
        },
        test: {
          name: 'page',
          include: [page],
          server: { deps: { inline: [/solid-js/, /svelte/] } },
        },
      },
      {
        extends: true,
        define: { ...define },
        resolve: {
          alias: [
            {
              find: /^react(-dom)?(?=$|\/)/,
              replacement: source(`${react18}/node_modules/react$1`),
            },
          ],
        },
        test: { name: 'react 18', include: ['packages/react/test/{readme,server,use-*}.test.tsx'] },
      },
      {
        extends: true,
        define: { __SENTENCES__: 'false', __NODE__: 'false', __VERSION__: '"1.2.3"' },
        test: { name: 'short', include: [short, `packages/core/test/contract/{${parts}}.test.ts`] },
      },
    ],
    environment: 'node',
    setupFiles: [source('packages/core/test/setup.ts')],
    testTimeout: 20_000,
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**'],
      // Types alone: nothing of it runs.
      exclude: ['packages/core/src/{build.d,transport}.ts'],
      reportOnFailure: true,
      reporter: ['text'],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
})
