import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

// For `npm run test:mutation`: core's own tests. The random walks of the model and of chaos would take most of the
// time, and a mutant that they alone kill lacks the test that says why.
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['packages/core/test/**/*.test.ts'],
    exclude: ['**/{model,chaos}.test.ts'],
  },
})
