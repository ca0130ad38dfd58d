import { assert } from 'chai'
import { type Scenario, family } from './scenario.ts'

function agrees(path: string, offered: string | string[], agreed: string): Scenario['run'] {
  return async (harness) => {
    const { client, server } = harness.connect(path, { protocols: offered })
    assert.equal((await client.next('open')).protocol, agreed)
    assert.equal(client.ws.protocol, agreed)
    assert.deepEqual((await server.seen('request')).protocols, [offered].flat())
  }
}

function fails(path: string): Scenario['run'] {
  return async (harness) => {
    const { client } = harness.connect(path, { protocols: ['a'] })
    await client.fails('ERR_CONNECT_FAILED')
    assert.deepEqual(client.types, ['error', 'close'])
  }
}

family('subprotocols', {
  'the one that the server picks is told': agrees('/echo?protocols=b,c', ['a', 'b', 'c'], 'b'),
  'one alone may be a string': agrees('/echo', 'chat.v2', 'chat.v2'),
  'none is an empty string': agrees('/echo', [], ''),
  'one that the server does not answer fails the attempt': fails('/no-subprotocol'),
  'one that was not offered fails the attempt': fails('/other-subprotocol'),
})
