import { assert } from 'chai'
import type { Harness } from './harness.ts'
import { LOST } from './recorder.ts'
import { type Scenario, family } from './scenario.ts'

/** The server ends an open connection at a command. */
function endsAt(command: string, codeOf: (harness: Harness) => string): Scenario['run'] {
  return async (harness) => {
    const { client, server } = await harness.open('/echo')
    await server.command(command)
    await client.fails(codeOf(harness))
  }
}

/** What comes with the handshake's answer may hide the opening, where the platform says so. */
function endsAtOnce(path: string, code: string): Scenario['run'] {
  return async (harness) => {
    const { client } = harness.connect(path)
    await client.ws.closed
    const hasOpened = client.types.includes('open')
    assert.isTrue(hasOpened || !harness.facts.alwaysReportsOpening)
    await client.fails(hasOpened ? code : 'ERR_CONNECT_FAILED')
    assert.deepEqual(client.messages, [])
  }
}

family('drops', {
  'the server ends TCP without a close frame': endsAt('end', () => 'ERR_CONNECTION_LOST'),

  'the server resets TCP': endsAt('reset', ({ facts }) =>
    facts.reportsReset ? 'ERR_CONNECTION_LOST' : 'ERR_PROTOCOL',
  ),

  'the server ends TCP at once after the handshake': endsAtOnce('/drop', 'ERR_CONNECTION_LOST'),

  'the server is gone in the middle of a message': async (harness) => {
    const { client } = await harness.open('/end-mid-message')
    client.ws.send('tell me something long')
    await client.fails('ERR_CONNECTION_LOST')
    assert.deepEqual(client.messages, [])
  },

  'messages before the drop arrive': async (harness) => {
    const { client, server } = await harness.open('/echo')
    await server.command('send', { text: 'one' })
    await server.command('send', { text: 'two' })
    await server.command('end')
    await client.fails('ERR_CONNECTION_LOST')
    assert.deepEqual(client.messages, ['one', 'two'])
  },

  'a text that is not UTF-8 ends the connection': async (harness) => {
    if (harness.facts.checksText) return endsAtOnce('/invalid-utf8', 'ERR_PROTOCOL')(harness)
    const { client } = await harness.open('/invalid-utf8')
    assert.include(await client.message(), '\uFFFD')
  },

  'a text that is not UTF-8 comes after messages that are': async (harness) => {
    const { client, server } = await harness.open('/invalid-utf8?after=message')
    await server.command('send', { text: 'fine' })
    client.ws.send('now the other')
    if (!harness.facts.checksText) return void (await client.message())
    await client.fails('ERR_PROTOCOL')
    assert.deepEqual(client.messages, ['fine'])
  },

  'a drop after disconnect is no error': async (harness) => {
    const { client, server } = await harness.open('/never-close')
    client.ws.disconnect()
    await server.seen('close')
    await server.command('end')
    const expected = harness.facts.reportsDropAfterClose
      ? LOST
      : { code: 1005, reason: '', wasClean: true }
    assert.include(await client.closed(), expected)
    assert.notInclude(client.types, 'error')
  },

  'a drop and a failure that nobody listens for are no uncaught errors': async (harness) => {
    const ws = harness.sdk.WebSockets.new()
    for (const uri of [harness.urls.refused, harness.server('/drop').uri]) {
      ws.connect(uri)
      assert.include(await ws.closed, LOST)
    }
  },
})
