import { assert } from 'chai'
import type { Context } from './context.ts'
import { family } from './scenario.ts'

/** The code with which a promise rejects. */
async function rejection(
  context: Context,
  promise: Promise<unknown>,
): Promise<Error & { readonly code: string }> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  assert.instanceOf(outcome, context.sdk.WebSocketsError)
  return outcome
}

export const openedClosed = family('opened and closed', {
  'opened resolves with the ONOPEN, when send works': async (context) => {
    const client = context.client()
    client.connect(context.place('/echo').uri, { protocols: ['a'] })
    const event = await client.ws.opened
    client.ws.send('at once')
    assert.deepEqual(event, await client.next(context.sdk.ONOPEN))
    assert.equal((await client.next(context.sdk.ONMESSAGE)).data, 'at once')
  },

  'closed resolves with the final ONCLOSE': async (context) => {
    const client = context.client()
    client.connect(context.place('/close', { code: 4_001, reason: 'x' }).uri)
    const event = await client.ws.closed
    assert.include(event, { code: 4_001, reason: 'x', wasClean: true })
    assert.deepEqual(event, await client.closed())
  },

  'opened rejects with the error of an attempt that failed, and closed resolves': async (
    context,
  ) => {
    const client = context.client()
    client.connect(context.urls.refused)
    const { opened, closed } = client.ws
    const { code } = await rejection(context, opened)
    assert.equal(code, context.facts.tellsFailure ? 'ERR_CONNECTION_REFUSED' : 'ERR_CONNECT_FAILED')
    assert.include(await closed, { code: 1006, wasClean: false })
  },

  'opened rejects with ERR_ABORTED where the attempt was given up': async (context) => {
    const client = context.client()
    client.connect(context.place('/hang').uri)
    const { opened, closed } = client.ws
    client.ws.disconnect()
    assert.equal((await rejection(context, opened)).code, 'ERR_ABORTED')
    assert.include(await closed, { code: 1006 })
  },

  'opened rejects with ERR_INVALID_STATE before any connect': async (context) => {
    const client = context.client()
    assert.equal((await rejection(context, client.ws.opened)).code, 'ERR_INVALID_STATE')
  },

  'asked for late, both give what was': async (context) => {
    const client = context.client()
    await client.open(context.place('/close', { code: 4_001 }).uri)
    const close = await client.closed()
    assert.include(await client.ws.opened, { attempt: 1 })
    assert.deepEqual(await client.ws.closed, close)
    client.connect(context.urls.refused)
    await client.failed()
    await rejection(context, client.ws.opened)
    assert.include(await client.ws.closed, { code: 1006 })
  },

  'each connect has promises of its own': async (context) => {
    const client = context.client()
    for (const code of [4_001, 4_002]) {
      client.connect(context.place('/close', { code }).uri)
      await client.ws.opened
      assert.include(await client.ws.closed, { code })
    }
  },

  'who never asks gets no unhandled rejection': async (context) => {
    const client = context.client()
    client.connect(context.urls.refused)
    await client.failed()
    client.connect(context.place('/hang').uri)
    client.ws.disconnect()
    await client.closed()
    await context.settle()
  },

  'asyncDispose disconnects and waits for the close': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri)
    await client.ws[Symbol.asyncDispose]()
    assert.equal(client.ws.readyState, 3)
    assert.include(await place.seen('close'), { code: 1000 })
    await client.ws[Symbol.asyncDispose]()
    await context.client().ws[Symbol.asyncDispose]()
  },
})
