import { assert } from 'chai'
import { family } from './scenario.ts'

export const signal = family('signal', {
  'an abort while connecting gives the attempt up': async (context) => {
    const client = context.client()
    const abort = new AbortController()
    client.connect(context.place('/hang').uri, { signal: abort.signal })
    const opened = client.ws.opened.then(
      () => undefined,
      (error: unknown) => error,
    )
    const reason = new Error('enough')
    abort.abort(reason)
    assert.include(await client.closed(), { code: 1006, reason: '', wasClean: false })
    assert.deepEqual(client.types, [context.sdk.ONCLOSE])
    assert.include(await opened, { code: 'ERR_ABORTED', cause: reason })
  },

  'an abort while open disconnects': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    const abort = new AbortController()
    await client.open(place.uri, { signal: abort.signal })
    abort.abort()
    assert.equal(client.ws.readyState, 2)
    assert.include(await place.seen('close'), { code: 1000, reason: '' })
    assert.include(await client.closed(), { code: 1000, wasClean: true })
  },

  'one that is aborted already opens nothing': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    let calls = 0
    const uri = (): string => {
      calls += 1
      return place.uri
    }
    client.connect(uri, { signal: AbortSignal.abort() })
    assert.deepEqual(client.types, [])
    assert.include(await client.closed(), {
      code: 1006,
      reason: '',
      wasClean: false,
      willReconnect: false,
    })
    await context.settle()
    assert.equal(calls, 0)
    assert.deepEqual(await place.entries('request'), [])
    assert.deepEqual(client.types, [context.sdk.ONCLOSE])
  },

  'an abort after the close touches nothing': async (context) => {
    const client = context.client()
    const abort = new AbortController()
    await client.open(context.place('/close', { code: 4_001 }).uri, { signal: abort.signal })
    await client.closed()
    await client.open(context.place('/echo').uri)
    abort.abort()
    client.ws.send('still open')
    assert.equal((await client.next(context.sdk.ONMESSAGE)).data, 'still open')
  },

  'the abort listener goes at the final close': async (context) => {
    const client = context.client()
    let listeners = 0
    const counting = {
      aborted: false,
      addEventListener: () => (listeners += 1),
      removeEventListener: () => (listeners -= 1),
    }
    await client.open(context.place('/echo').uri, { signal: counting })
    assert.equal(listeners, 1)
    client.ws.disconnect()
    await client.closed()
    assert.equal(listeners, 0)
  },

  'an abort inside of a handler takes effect at once': async (context) => {
    const client = context.client()
    const abort = new AbortController()
    client.ws.addEventListener(context.sdk.ONOPEN, () => abort.abort())
    await client.open(context.place('/greet', { count: 3 }).uri, { signal: abort.signal })
    assert.include(await client.closed(), { code: 1000 })
    assert.deepEqual(client.messages, [])
  },
})
