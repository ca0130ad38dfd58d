import { assert } from 'chai'
import { family } from './scenario.ts'

export const connecting = family('connecting', {
  'nothing is emitted before connect has returned': async (harness) => {
    const client = harness.client()
    client.connect(harness.urls.refused)
    assert.deepEqual(client.types, [])
    assert.equal(client.ws.readyState, 0)
    await client.failed()
    assert.equal(client.ws.readyState, 3)
  },

  'a new client is closed and silent': async (harness) => {
    const { ws, types } = harness.client()
    assert.equal(ws.readyState, 3)
    assert.equal(ws.url, '')
    assert.equal(ws.protocol, '')
    assert.equal(ws.bufferedAmount, 0)
    ws.disconnect()
    await harness.settle()
    assert.deepEqual(types, [])
  },

  'disconnect gives the attempt up in a later task': async (harness) => {
    const client = harness.client()
    const server = harness.server('/hang')
    client.connect(server.uri)
    await server.seen('hanging')
    client.ws.disconnect(4_000, 'unused')
    assert.equal(client.ws.readyState, 2)
    await Promise.resolve()
    assert.deepEqual(client.types, [], 'not in a microtask')
    assert.include(await client.closed(), {
      code: 1006,
      reason: '',
      wasClean: false,
      willReconnect: false,
    })
    assert.deepEqual(client.types, [harness.sdk.ONCLOSE])
    if (harness.facts.endsGivenUpAttempts) await server.seen('gone')
  },

  'disconnect in the same task as connect gives the attempt up': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/echo').uri)
    client.ws.disconnect()
    client.ws.disconnect()
    assert.include(await client.closed(), { code: 1006, reason: '', wasClean: false })
    await harness.settle()
    assert.deepEqual(client.types, [harness.sdk.ONCLOSE])
  },

  'a handshake that hangs ends after connectTimeout': async (harness) => {
    const client = harness.client()
    const server = harness.server('/hang')
    client.connect(server.uri, { connectTimeout: 300 })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_CONNECT_TIMEOUT')
    assert.include(close, { code: 1006, reason: '', wasClean: false, willReconnect: false })
    if (harness.facts.endsGivenUpAttempts) await server.seen('gone')
  },

  'a handshake that drips ends after connectTimeout': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/slow-loris').uri, { connectTimeout: 300 })
    assert.equal((await client.failed()).error.code, 'ERR_CONNECT_TIMEOUT')
  },

  'connectTimeout ends nothing once open': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri, { connectTimeout: 400 })
    await new Promise((resolve) => setTimeout(resolve, 600))
    client.ws.send('still here')
    assert.equal((await client.next(harness.sdk.ONMESSAGE)).data, 'still here')
  },

  'ONOPEN tells of the first attempt': async (harness) => {
    const client = harness.client()
    const event = await client.open(harness.server('/echo').uri)
    assert.include(event, { attempt: 1, protocol: '' })
    assert.equal(client.ws.readyState, 1)
  },
})
