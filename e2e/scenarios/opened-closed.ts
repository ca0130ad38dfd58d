import { assert } from 'chai'
import type { Harness } from './harness.ts'
import { family } from './scenario.ts'

/** Holds that a promise rejects with this code. */
async function rejects(harness: Harness, promise: Promise<unknown>, code: string): Promise<void> {
  const error = await promise.catch((reason: unknown) => reason)
  assert.instanceOf(error, harness.sdk.WebSocketsError)
  assert.equal(error.code, code)
}

family('opened and closed', {
  'opened resolves with the ONOPEN, when send works': async (harness) => {
    const { client } = harness.connect('/echo', { protocols: ['a'] })
    const event = await client.ws.opened
    client.ws.send('at once')
    assert.deepEqual(event, await client.next('open'))
    assert.equal(await client.message(), 'at once')
  },

  'closed resolves with the final ONCLOSE': async (harness) => {
    const { client } = harness.connect('/close?code=4001&reason=x')
    const event = await client.ws.closed
    assert.include(event, { code: 4_001, reason: 'x', wasClean: true })
    assert.deepEqual(event, await client.closed())
  },

  'opened rejects with the error of an attempt that failed, and closed resolves': async (
    harness,
  ) => {
    const client = harness.refused()
    const { opened, closed } = client.ws
    await rejects(harness, opened, harness.failure('ERR_CONNECTION_REFUSED'))
    assert.include(await closed, { code: 1006, wasClean: false })
  },

  'opened rejects with ERR_ABORTED where the attempt was given up': async (harness) => {
    const { client } = harness.connect('/hang')
    const { opened, closed } = client.ws
    client.ws.disconnect()
    await rejects(harness, opened, 'ERR_ABORTED')
    assert.include(await closed, { code: 1006 })
  },

  'opened rejects with ERR_INVALID_STATE before any connect': (harness) =>
    rejects(harness, harness.client().ws.opened, 'ERR_INVALID_STATE'),

  'asked for late, both give what was': async (harness) => {
    const { client } = await harness.open('/close?code=4001')
    const close = await client.closed()
    assert.include(await client.ws.opened, { attempt: 1 })
    assert.deepEqual(await client.ws.closed, close)
    client.connect(harness.urls.refused)
    const { error } = await client.fails(harness.failure('ERR_CONNECTION_REFUSED'))
    await rejects(harness, client.ws.opened, error.code)
    assert.include(await client.ws.closed, { code: 1006 })
  },

  'each connect has promises of its own': async (harness) => {
    const client = harness.client()
    for (const code of [4_001, 4_002]) {
      client.connect(harness.server(`/close?code=${code}`).uri)
      await client.ws.opened
      assert.include(await client.ws.closed, { code })
    }
  },

  'who never asks gets no unhandled rejection': async (harness) => {
    const client = harness.refused()
    await client.closed()
    client.connect(harness.server('/hang').uri)
    client.ws.disconnect()
    await client.closed()
  },

  'asyncDispose disconnects and waits for the close': async (harness) => {
    const { client, server } = await harness.open('/echo')
    await client.ws[Symbol.asyncDispose]()
    assert.equal(client.ws.readyState, 3)
    assert.include(await server.seen('close'), { code: 1000 })
    await client.ws[Symbol.asyncDispose]()
    await harness.client().ws[Symbol.asyncDispose]()
  },
})
