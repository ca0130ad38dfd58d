import { assert } from 'chai'
import { family } from './scenario.ts'

export const subprotocols = family('subprotocols', {
  'the one that the server picks is told': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo', { protocols: 'b,c' })
    const { protocol } = await client.open(server.uri, { protocols: ['a', 'b', 'c'] })
    assert.equal(protocol, 'b')
    assert.equal(client.ws.protocol, 'b')
    assert.deepEqual((await server.seen('request')).protocols, ['a', 'b', 'c'])
  },

  'one alone may be a string': async (harness) => {
    const client = harness.client()
    const { protocol } = await client.open(harness.server('/echo').uri, { protocols: 'chat.v2' })
    assert.equal(protocol, 'chat.v2')
  },

  'none is an empty string': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    const { protocol } = await client.open(server.uri, { protocols: [] })
    assert.equal(protocol, '')
    assert.equal(client.ws.protocol, '')
    assert.deepEqual((await server.seen('request')).protocols, [])
  },

  'one that the server does not answer fails the attempt': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/no-subprotocol').uri, { protocols: ['a'] })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_CONNECT_FAILED')
    assert.include(close, { code: 1006, reason: '', wasClean: false, willReconnect: false })
    assert.notInclude(client.types, harness.sdk.ONOPEN)
  },

  'one that was not offered fails the attempt': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/other-subprotocol').uri, { protocols: ['a'] })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_CONNECT_FAILED')
    assert.include(close, { code: 1006, wasClean: false })
    assert.notInclude(client.types, harness.sdk.ONOPEN)
  },
})
