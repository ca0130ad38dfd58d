import { assert } from 'chai'
import { LOST } from './recorder.ts'
import { family } from './scenario.ts'

family('connecting', {
  'nothing is emitted before connect has returned': async (harness) => {
    const client = harness.refused()
    assert.deepEqual(client.types, [])
    assert.equal(client.ws.readyState, 0)
    await client.fails(harness.failure('ERR_CONNECTION_REFUSED'))
    assert.equal(client.ws.readyState, 3)
  },

  'a new client is closed and silent': async (harness) => {
    const client = harness.client()
    const { readyState, url, protocol, bufferedAmount } = client.ws
    assert.deepEqual([readyState, url, protocol, bufferedAmount], [3, '', '', 0])
    client.ws.disconnect()
    await harness.settle()
    assert.deepEqual(client.types, [])
  },

  'disconnect gives the attempt up in a later task': async (harness) => {
    const { client, server } = harness.connect('/hang')
    await server.seen('hanging')
    client.ws.disconnect(4_000, 'unused')
    assert.equal(client.ws.readyState, 2)
    await Promise.resolve()
    assert.deepEqual(client.types, [], 'not in a microtask')
    assert.include(await client.closed(), LOST)
    assert.deepEqual(client.types, ['close'])
    if (harness.facts.endsGivenUpAttempts) await server.seen('gone')
  },

  'disconnect in the same task as connect gives the attempt up': async (harness) => {
    const { client } = harness.connect('/echo')
    client.ws.disconnect()
    client.ws.disconnect()
    assert.include(await client.closed(), LOST)
    await harness.settle()
    assert.deepEqual(client.types, ['close'])
  },

  'a handshake that hangs ends after connectTimeout': async (harness) => {
    const { client, server } = harness.connect('/hang', { connectTimeout: 300 })
    await client.fails('ERR_CONNECT_TIMEOUT')
    if (harness.facts.endsGivenUpAttempts) await server.seen('gone')
  },

  'a handshake that drips ends after connectTimeout': async (harness) => {
    const { client } = harness.connect('/slow-loris', { connectTimeout: 300 })
    await client.fails('ERR_CONNECT_TIMEOUT')
  },

  'connectTimeout ends nothing once open': async (harness) => {
    const { client } = await harness.open('/echo', { connectTimeout: 400 })
    await new Promise((resolve) => setTimeout(resolve, 600))
    assert.equal(await client.echo('still here'), 'still here')
  },

  'ONOPEN tells of the first attempt': async (harness) => {
    const client = harness.client()
    assert.include(await client.open(harness.server('/echo').uri), { attempt: 1, protocol: '' })
    assert.equal(client.ws.readyState, 1)
  },
})
