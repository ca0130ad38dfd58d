import { assert } from 'chai'
import type { Context } from './context.ts'
import type { Recorder } from './recorder.ts'
import { family } from './scenario.ts'

async function assertEnds(context: Context, client: Recorder, code: string): Promise<void> {
  const { error, close } = await client.failed()
  assert.equal(error.code, code)
  assert.include(close, { code: 1006, reason: '', wasClean: false, willReconnect: false })
  assert.deepEqual(client.types.slice(-2), [context.sdk.ONERROR, context.sdk.ONCLOSE])
}

/** What comes with the handshake's answer may hide the opening, where the platform says so. */
async function assertEndsAtOnce(context: Context, client: Recorder, code: string): Promise<void> {
  const { error, close } = await client.failed()
  const hasOpened = client.types.includes(context.sdk.ONOPEN)
  assert.isTrue(hasOpened || !context.facts.alwaysTellsOpening)
  assert.equal(error.code, hasOpened ? code : 'ERR_CONNECT_FAILED')
  assert.include(close, { code: 1006, reason: '', wasClean: false })
}

export const drops = family('drops', {
  'the server ends TCP without a close frame': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri)
    await place.command('end')
    await assertEnds(context, client, 'ERR_CONNECTION_LOST')
  },

  'the server resets TCP': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri)
    await place.command('reset')
    await assertEnds(
      context,
      client,
      context.facts.tellsReset ? 'ERR_CONNECTION_LOST' : 'ERR_PROTOCOL',
    )
  },

  'the server ends TCP at once after the handshake': async (context) => {
    const client = context.client()
    client.connect(context.place('/drop').uri)
    await assertEndsAtOnce(context, client, 'ERR_CONNECTION_LOST')
  },

  'the server is gone in the middle of a message': async (context) => {
    const client = context.client()
    await client.open(context.place('/end-mid-message').uri)
    client.ws.send('tell me something long')
    await assertEnds(context, client, 'ERR_CONNECTION_LOST')
    assert.deepEqual(client.messages, [])
  },

  'messages before the drop arrive': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri)
    await place.command('send', { text: 'one' })
    await place.command('send', { text: 'two' })
    await place.command('end')
    await assertEnds(context, client, 'ERR_CONNECTION_LOST')
    assert.deepEqual(client.messages, ['one', 'two'])
  },

  'a text that is not UTF-8 ends the connection': async (context) => {
    const client = context.client()
    client.connect(context.place('/invalid-utf8').uri)
    await assertEndsAtOnce(context, client, 'ERR_PROTOCOL')
    assert.deepEqual(client.messages, [])
  },

  'a text that is not UTF-8 comes after messages that are': async (context) => {
    const client = context.client()
    const place = context.place('/invalid-utf8', { after: 'message' })
    await client.open(place.uri)
    await place.command('send', { text: 'fine' })
    client.ws.send('now the other')
    await assertEnds(context, client, 'ERR_PROTOCOL')
    assert.deepEqual(client.messages, ['fine'])
  },

  'a drop after disconnect is no error': async (context) => {
    const client = context.client()
    const place = context.place('/never-close')
    await client.open(place.uri)
    client.ws.disconnect()
    await place.seen('close')
    await place.command('end')
    const expected = context.facts.tellsDropAfterClose
      ? { code: 1006, reason: '', wasClean: false }
      : { code: 1005, reason: '', wasClean: true }
    assert.include(await client.closed(), expected)
    assert.notInclude(client.types, context.sdk.ONERROR)
  },

  'a drop and a failure that nobody listens for are no uncaught errors': async (context) => {
    const ws = context.sdk.WebSockets.new()
    ws.connect(context.urls.refused)
    assert.include(await ws.closed, { code: 1006, wasClean: false })
    ws.connect(context.place('/drop').uri)
    assert.include(await ws.closed, { code: 1006, wasClean: false })
  },
})
