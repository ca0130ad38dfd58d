import { assert } from 'chai'
import type { Harness } from './harness.ts'
import type { Recorder } from './recorder.ts'
import { family } from './scenario.ts'

async function assertEnds(harness: Harness, client: Recorder, code: string): Promise<void> {
  const { error, close } = await client.failed()
  assert.equal(error.code, code)
  assert.include(close, { code: 1006, reason: '', wasClean: false, willReconnect: false })
  assert.deepEqual(client.types.slice(-2), [harness.sdk.ONERROR, harness.sdk.ONCLOSE])
}

/** What comes with the handshake's answer may hide the opening, where the platform says so. */
async function assertEndsAtOnce(harness: Harness, client: Recorder, code: string): Promise<void> {
  const { error, close } = await client.failed()
  const hasOpened = client.types.includes(harness.sdk.ONOPEN)
  assert.isTrue(hasOpened || !harness.facts.alwaysReportsOpening)
  assert.equal(error.code, hasOpened ? code : 'ERR_CONNECT_FAILED')
  assert.include(close, { code: 1006, reason: '', wasClean: false })
}

export const drops = family('drops', {
  'the server ends TCP without a close frame': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri)
    await server.command('end')
    await assertEnds(harness, client, 'ERR_CONNECTION_LOST')
  },

  'the server resets TCP': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri)
    await server.command('reset')
    await assertEnds(
      harness,
      client,
      harness.facts.reportsReset ? 'ERR_CONNECTION_LOST' : 'ERR_PROTOCOL',
    )
  },

  'the server ends TCP at once after the handshake': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/drop').uri)
    await assertEndsAtOnce(harness, client, 'ERR_CONNECTION_LOST')
  },

  'the server is gone in the middle of a message': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/end-mid-message').uri)
    client.ws.send('tell me something long')
    await assertEnds(harness, client, 'ERR_CONNECTION_LOST')
    assert.deepEqual(client.messages, [])
  },

  'messages before the drop arrive': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri)
    await server.command('send', { text: 'one' })
    await server.command('send', { text: 'two' })
    await server.command('end')
    await assertEnds(harness, client, 'ERR_CONNECTION_LOST')
    assert.deepEqual(client.messages, ['one', 'two'])
  },

  'a text that is not UTF-8 ends the connection': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/invalid-utf8').uri)
    await assertEndsAtOnce(harness, client, 'ERR_PROTOCOL')
    assert.deepEqual(client.messages, [])
  },

  'a text that is not UTF-8 comes after messages that are': async (harness) => {
    const client = harness.client()
    const server = harness.server('/invalid-utf8', { after: 'message' })
    await client.open(server.uri)
    await server.command('send', { text: 'fine' })
    client.ws.send('now the other')
    await assertEnds(harness, client, 'ERR_PROTOCOL')
    assert.deepEqual(client.messages, ['fine'])
  },

  'a drop after disconnect is no error': async (harness) => {
    const client = harness.client()
    const server = harness.server('/never-close')
    await client.open(server.uri)
    client.ws.disconnect()
    await server.seen('close')
    await server.command('end')
    const expected = harness.facts.reportsDropAfterClose
      ? { code: 1006, reason: '', wasClean: false }
      : { code: 1005, reason: '', wasClean: true }
    assert.include(await client.closed(), expected)
    assert.notInclude(client.types, harness.sdk.ONERROR)
  },

  'a drop and a failure that nobody listens for are no uncaught errors': async (harness) => {
    const ws = harness.sdk.WebSockets.new()
    ws.connect(harness.urls.refused)
    assert.include(await ws.closed, { code: 1006, wasClean: false })
    ws.connect(harness.server('/drop').uri)
    assert.include(await ws.closed, { code: 1006, wasClean: false })
  },
})
