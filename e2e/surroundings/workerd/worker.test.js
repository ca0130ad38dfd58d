import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { Miniflare } from 'miniflare'

const URI = process.env.WSEVENT_URI

test('a worker asks a server', async () => {
  const miniflare = new Miniflare({
    modules: true,
    scriptPath: 'dist/worker.js',
    compatibilityDate: '2026-04-01',
    bindings: { URI },
  })
  try {
    const answer = await miniflare.dispatchFetch('http://worker', { method: 'POST', body: 'hello' })
    equal(await answer.text(), 'hello')
  } finally {
    await miniflare.dispose()
  }
})
