import { assert } from 'chai'
import { family } from './scenario.ts'

export const signal = family('signal', {
  'an abort while connecting gives the attempt up': async (harness) => {
    const client = harness.client()
    const abort = new AbortController()
    client.connect(harness.server('/hang').uri, { signal: abort.signal })
    const opened = client.ws.opened.then(
      () => undefined,
      (error: unknown) => error,
    )
    const reason = new Error('enough')
    abort.abort(reason)
    assert.include(await client.closed(), { code: 1006, reason: '', wasClean: false })
    assert.deepEqual(client.types, [harness.sdk.ONCLOSE])
    assert.include(await opened, { code: 'ERR_ABORTED', cause: reason })
  },

  'an abort while open disconnects': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    const abort = new AbortController()
    await client.open(server.uri, { signal: abort.signal })
    abort.abort()
    assert.equal(client.ws.readyState, 2)
    assert.include(await server.seen('close'), { code: 1000, reason: '' })
    assert.include(await client.closed(), { code: 1000, wasClean: true })
  },

  'one that is aborted already opens nothing': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    let calls = 0
    const uri = (): string => {
      calls += 1
      return server.uri
    }
    client.connect(uri, { signal: AbortSignal.abort() })
    assert.deepEqual(client.types, [])
    assert.include(await client.closed(), {
      code: 1006,
      reason: '',
      wasClean: false,
      willReconnect: false,
    })
    await harness.settle()
    assert.equal(calls, 0)
    assert.deepEqual(await server.entries('request'), [])
    assert.deepEqual(client.types, [harness.sdk.ONCLOSE])
  },

  'an abort after the close touches nothing': async (harness) => {
    const client = harness.client()
    const abort = new AbortController()
    await client.open(harness.server('/close', { code: 4_001 }).uri, { signal: abort.signal })
    await client.closed()
    await client.open(harness.server('/echo').uri)
    abort.abort()
    client.ws.send('still open')
    assert.equal((await client.next(harness.sdk.ONMESSAGE)).data, 'still open')
  },

  'the abort listener goes at the final close': async (harness) => {
    const client = harness.client()
    let listeners = 0
    const counting = {
      aborted: false,
      addEventListener: () => (listeners += 1),
      removeEventListener: () => (listeners -= 1),
    }
    await client.open(harness.server('/echo').uri, { signal: counting })
    assert.equal(listeners, 1)
    client.ws.disconnect()
    await client.closed()
    assert.equal(listeners, 0)
  },

  'an abort inside of a handler takes effect at once': async (harness) => {
    const client = harness.client()
    const abort = new AbortController()
    client.ws.addEventListener(harness.sdk.ONOPEN, () => abort.abort())
    await client.open(harness.server('/greet', { count: 3 }).uri, { signal: abort.signal })
    assert.include(await client.closed(), { code: 1000 })
    assert.deepEqual(client.messages, [])
  },
})
