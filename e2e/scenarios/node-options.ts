import { assert } from 'chai'
import { isRefused } from './node-only.ts'
import { family } from './scenario.ts'

export const nodeOptions = family('options of Node', {
  'headers reach the server where ws is bound, and are refused elsewhere': async (harness) => {
    if (await isRefused(harness, 'headers', { 'x-token': 'abc' })) return
    const client = harness.client()
    const server = harness.server('/echo')
    client.loose.connect(server.uri, { headers: { 'x-token': 'abc' } })
    await client.next(harness.sdk.ONOPEN)
    assert.equal((await server.seen('request')).headers?.['x-token'], 'abc')
  },

  'compression is offered only where asked for': async (harness) => {
    if (await isRefused(harness, 'compression', true)) return
    for (const compression of [undefined, false, true]) {
      const client = harness.client()
      const server = harness.server('/echo')
      await client.open(server.uri, { compression })
      const { headers } = await server.seen('request')
      assert.equal('sec-websocket-extensions' in (headers ?? {}), compression === true)
    }
  },

  'maxPayload bounds a message': async (harness) => {
    if (await isRefused(harness, 'maxPayload', 1_000)) return
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri, { maxPayload: 1_000 })
    await server.command('send', { text: 'x'.repeat(1_000) })
    await client.next(harness.sdk.ONMESSAGE)
    await server.command('send', { text: 'x'.repeat(1_001) })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_MESSAGE_TOO_BIG')
    assert.include(close, { code: 1006, wasClean: false })
  },

  'every other option of Node is refused elsewhere': async (harness) => {
    const options = {
      agent: {},
      ca: '',
      cert: '',
      key: '',
      passphrase: '',
      servername: '',
      rejectUnauthorized: false,
      maxPayload: 1,
      compression: true,
    }
    for (const [name, value] of Object.entries(options)) {
      if (!harness.facts.takesNodeOptions) await isRefused(harness, name, value)
    }
  },

  'an option that is undefined is absent': async (harness) => {
    const names = [
      'port',
      'tls',
      'protocols',
      'connectTimeout',
      'closeTimeout',
      'signal',
      'reconnect',
      'heartbeat',
      'queue',
      'headers',
      'agent',
      'ca',
      'cert',
      'key',
      'passphrase',
      'servername',
      'rejectUnauthorized',
      'maxPayload',
      'compression',
    ]
    const client = harness.client()
    await client.open(
      harness.server('/echo').uri,
      Object.fromEntries(names.map((name) => [name, undefined])),
    )
  },
})
