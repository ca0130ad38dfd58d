import { assert } from 'chai'
import { LOST } from './recorder.ts'
import { family } from './scenario.ts'

family('signal', {
  'an abort while connecting gives the attempt up': async (harness) => {
    const abort = new AbortController()
    const { client } = harness.connect('/hang', { signal: abort.signal })
    const rejection = client.ws.opened.catch((error: unknown) => error)
    const reason = new Error('enough')
    abort.abort(reason)
    assert.include(await client.closed(), LOST)
    assert.deepEqual(client.types, ['close'])
    assert.include(await rejection, { code: 'ERR_ABORTED', cause: reason })
  },

  'an abort while open disconnects': async (harness) => {
    const abort = new AbortController()
    const { client, server } = await harness.open('/echo', { signal: abort.signal })
    abort.abort()
    assert.equal(client.ws.readyState, 2)
    assert.include(await server.seen('close'), { code: 1000, reason: '' })
    assert.include(await client.closed(), { code: 1000, wasClean: true })
  },

  'one that is aborted already opens nothing': async (harness) => {
    let calls = 0
    const options = { signal: AbortSignal.abort() }
    const { client, server } = harness.connect('/echo', options, ({ uri }) => () => {
      calls += 1
      return uri
    })
    assert.deepEqual(client.types, [])
    assert.include(await client.closed(), LOST)
    await harness.settle()
    assert.equal(calls, 0)
    assert.deepEqual(await server.entries('request'), [])
    assert.deepEqual(client.types, ['close'])
  },

  'an abort after the close touches nothing': async (harness) => {
    const abort = new AbortController()
    const { client } = await harness.open('/close?code=4001', { signal: abort.signal })
    await client.closed()
    await client.open(harness.server('/echo').uri)
    abort.abort()
    assert.equal(await client.echo('still open'), 'still open')
  },

  'the abort listener goes at the final close': async (harness) => {
    let listeners = 0
    const signal = {
      aborted: false,
      addEventListener: () => (listeners += 1),
      removeEventListener: () => (listeners -= 1),
    }
    const { client } = await harness.open('/echo', { signal })
    assert.equal(listeners, 1)
    client.ws.disconnect()
    await client.closed()
    assert.equal(listeners, 0)
  },

  'an abort inside of a handler takes effect at once': async (harness) => {
    const abort = new AbortController()
    const { client } = harness.connect('/greet?count=3', { signal: abort.signal })
    client.ws.addEventListener('open', () => abort.abort())
    assert.include(await client.closed(), { code: 1000 })
    assert.deepEqual(client.messages, [])
  },
})
