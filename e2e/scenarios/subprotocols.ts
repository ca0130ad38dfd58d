import { assert } from 'chai'
import { family } from './scenario.ts'

export const subprotocols = family('subprotocols', {
  'the one that the server picks is told': async (context) => {
    const client = context.client()
    const place = context.place('/echo', { protocols: 'b,c' })
    const { protocol } = await client.open(place.uri, { protocols: ['a', 'b', 'c'] })
    assert.equal(protocol, 'b')
    assert.equal(client.ws.protocol, 'b')
    assert.deepEqual((await place.seen('request')).protocols, ['a', 'b', 'c'])
  },

  'one alone may be a string': async (context) => {
    const client = context.client()
    const { protocol } = await client.open(context.place('/echo').uri, { protocols: 'chat.v2' })
    assert.equal(protocol, 'chat.v2')
  },

  'none is an empty string': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    const { protocol } = await client.open(place.uri, { protocols: [] })
    assert.equal(protocol, '')
    assert.equal(client.ws.protocol, '')
    assert.deepEqual((await place.seen('request')).protocols, [])
  },

  'one that the server does not answer fails the attempt': async (context) => {
    const client = context.client()
    client.connect(context.place('/no-subprotocol').uri, { protocols: ['a'] })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_CONNECT_FAILED')
    assert.include(close, { code: 1006, reason: '', wasClean: false, willReconnect: false })
    assert.notInclude(client.types, context.sdk.ONOPEN)
  },

  'one that was not offered fails the attempt': async (context) => {
    const client = context.client()
    client.connect(context.place('/other-subprotocol').uri, { protocols: ['a'] })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_CONNECT_FAILED')
    assert.include(close, { code: 1006, wasClean: false })
    assert.notInclude(client.types, context.sdk.ONOPEN)
  },
})
