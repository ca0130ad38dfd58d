import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // The part for browsers, which uses the global WebSocket, or what stands in for it.
    alias: [{ find: /^wsevent$/, replacement: 'wsevent/browser' }],
    projects: [
      { test: { name: 'node', include: ['{real,kit}.test.js'] } },
      {
        extends: true,
        test: { name: 'node, mocked', include: ['{mock,stub,timers,kit}.test.js'] },
      },
      { extends: true, test: { name: 'jsdom', environment: 'jsdom' } },
      { extends: true, test: { name: 'happy-dom', environment: 'happy-dom' } },
    ],
  },
})
