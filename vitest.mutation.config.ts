import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

const { projects: _projects, ...test } = base.test ?? {}

// For `npm run test:mutation`: core's own tests, of the full build. The random walks of the model would take most of the
// time, and a mutant that they alone kill lacks the test that says why.
export default defineConfig({
  ...base,
  define: { __SENTENCES__: 'true', __NODE__: 'true', __VERSION__: '"1.2.3"' },
  test: {
    ...test,
    include: ['packages/core/test/**/*.test.ts'],
    exclude: ['**/{model,short}.test.ts'],
  },
})
