import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// A file to which the results are written as JSON as well, for whoever reads them by program.
const json = process.env['WSEVENT_UNIT_JSON']

export default defineConfig({
  resolve: {
    alias: [{ find: /^@wsevent\/core$/, replacement: source('packages/core/src/index.ts') }],
  },
  test: {
    environment: 'node',
    include: ['packages/*/test/**/*.test.ts'],
    setupFiles: [source('packages/core/test/setup.ts')],
    reporters: json ? ['default', ['json', { outputFile: json }]] : ['default'],
    testTimeout: 20_000,
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**'],
      // Types alone: nothing of it runs.
      exclude: ['packages/core/src/transport.ts'],
      reportOnFailure: true,
      reporter: json ? ['text', 'json-summary'] : ['text'],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
})
