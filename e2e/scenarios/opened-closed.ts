import { assert } from 'chai'
import type { Harness } from './harness.ts'
import { family } from './scenario.ts'

/** The code with which a promise rejects. */
async function rejection(
  harness: Harness,
  promise: Promise<unknown>,
): Promise<Error & { readonly code: string }> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  assert.instanceOf(outcome, harness.sdk.WebSocketsError)
  return outcome
}

export const openedClosed = family('opened and closed', {
  'opened resolves with the ONOPEN, when send works': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/echo').uri, { protocols: ['a'] })
    const event = await client.ws.opened
    client.ws.send('at once')
    assert.deepEqual(event, await client.next(harness.sdk.ONOPEN))
    assert.equal((await client.next(harness.sdk.ONMESSAGE)).data, 'at once')
  },

  'closed resolves with the final ONCLOSE': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/close', { code: 4_001, reason: 'x' }).uri)
    const event = await client.ws.closed
    assert.include(event, { code: 4_001, reason: 'x', wasClean: true })
    assert.deepEqual(event, await client.closed())
  },

  'opened rejects with the error of an attempt that failed, and closed resolves': async (
    harness,
  ) => {
    const client = harness.client()
    client.connect(harness.urls.refused)
    const { opened, closed } = client.ws
    const { code } = await rejection(harness, opened)
    assert.equal(
      code,
      harness.facts.reportsFailure ? 'ERR_CONNECTION_REFUSED' : 'ERR_CONNECT_FAILED',
    )
    assert.include(await closed, { code: 1006, wasClean: false })
  },

  'opened rejects with ERR_ABORTED where the attempt was given up': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/hang').uri)
    const { opened, closed } = client.ws
    client.ws.disconnect()
    assert.equal((await rejection(harness, opened)).code, 'ERR_ABORTED')
    assert.include(await closed, { code: 1006 })
  },

  'opened rejects with ERR_INVALID_STATE before any connect': async (harness) => {
    const client = harness.client()
    assert.equal((await rejection(harness, client.ws.opened)).code, 'ERR_INVALID_STATE')
  },

  'asked for late, both give what was': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/close', { code: 4_001 }).uri)
    const close = await client.closed()
    assert.include(await client.ws.opened, { attempt: 1 })
    assert.deepEqual(await client.ws.closed, close)
    client.connect(harness.urls.refused)
    await client.failed()
    await rejection(harness, client.ws.opened)
    assert.include(await client.ws.closed, { code: 1006 })
  },

  'each connect has promises of its own': async (harness) => {
    const client = harness.client()
    for (const code of [4_001, 4_002]) {
      client.connect(harness.server('/close', { code }).uri)
      await client.ws.opened
      assert.include(await client.ws.closed, { code })
    }
  },

  'who never asks gets no unhandled rejection': async (harness) => {
    const client = harness.client()
    client.connect(harness.urls.refused)
    await client.failed()
    client.connect(harness.server('/hang').uri)
    client.ws.disconnect()
    await client.closed()
    await harness.settle()
  },

  'asyncDispose disconnects and waits for the close': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri)
    await client.ws[Symbol.asyncDispose]()
    assert.equal(client.ws.readyState, 3)
    assert.include(await server.seen('close'), { code: 1000 })
    await client.ws[Symbol.asyncDispose]()
    await harness.client().ws[Symbol.asyncDispose]()
  },
})
