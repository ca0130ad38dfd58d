import { assert } from 'chai'
import { family } from './scenario.ts'

export const connecting = family('connecting', {
  'nothing is emitted before connect has returned': async (context) => {
    const client = context.client()
    client.connect(context.urls.refused)
    assert.deepEqual(client.types, [])
    assert.equal(client.ws.readyState, 0)
    await client.failed()
    assert.equal(client.ws.readyState, 3)
  },

  'a new client is closed and silent': async (context) => {
    const { ws, types } = context.client()
    assert.equal(ws.readyState, 3)
    assert.equal(ws.url, '')
    assert.equal(ws.protocol, '')
    assert.equal(ws.bufferedAmount, 0)
    ws.disconnect()
    await context.settle()
    assert.deepEqual(types, [])
  },

  'disconnect gives the attempt up in a later task': async (context) => {
    const client = context.client()
    const place = context.place('/hang')
    client.connect(place.uri)
    await place.seen('hanging')
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
    assert.deepEqual(client.types, [context.sdk.ONCLOSE])
    if (context.facts.endsGivenUpAttempts) await place.seen('gone')
  },

  'disconnect in the same task as connect gives the attempt up': async (context) => {
    const client = context.client()
    client.connect(context.place('/echo').uri)
    client.ws.disconnect()
    client.ws.disconnect()
    assert.include(await client.closed(), { code: 1006, reason: '', wasClean: false })
    await context.settle()
    assert.deepEqual(client.types, [context.sdk.ONCLOSE])
  },

  'a handshake that hangs ends after connectTimeout': async (context) => {
    const client = context.client()
    const place = context.place('/hang')
    client.connect(place.uri, { connectTimeout: 300 })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_CONNECT_TIMEOUT')
    assert.include(close, { code: 1006, reason: '', wasClean: false, willReconnect: false })
    if (context.facts.endsGivenUpAttempts) await place.seen('gone')
  },

  'a handshake that drips ends after connectTimeout': async (context) => {
    const client = context.client()
    client.connect(context.place('/slow-loris').uri, { connectTimeout: 300 })
    assert.equal((await client.failed()).error.code, 'ERR_CONNECT_TIMEOUT')
  },

  'connectTimeout ends nothing once open': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri, { connectTimeout: 400 })
    await new Promise((resolve) => setTimeout(resolve, 600))
    client.ws.send('still here')
    assert.equal((await client.next(context.sdk.ONMESSAGE)).data, 'still here')
  },

  'ONOPEN tells of the first attempt': async (context) => {
    const client = context.client()
    const event = await client.open(context.place('/echo').uri)
    assert.include(event, { attempt: 1, protocol: '' })
    assert.equal(client.ws.readyState, 1)
  },
})
