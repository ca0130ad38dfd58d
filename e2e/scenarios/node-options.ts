import { assert } from 'chai'
import { isRefused } from './node-only.ts'
import { family } from './scenario.ts'

export const nodeOptions = family('options of Node', {
  'headers reach the server where ws is bound, and are refused elsewhere': async (context) => {
    if (await isRefused(context, 'headers', { 'x-token': 'abc' })) return
    const client = context.client()
    const place = context.place('/echo')
    client.loose.connect(place.uri, { headers: { 'x-token': 'abc' } })
    await client.next(context.sdk.ONOPEN)
    assert.equal((await place.seen('request')).headers?.['x-token'], 'abc')
  },

  'compression is offered only where asked for': async (context) => {
    if (await isRefused(context, 'compression', true)) return
    for (const compression of [undefined, false, true]) {
      const client = context.client()
      const place = context.place('/echo')
      await client.open(place.uri, { compression })
      const { headers } = await place.seen('request')
      assert.equal('sec-websocket-extensions' in (headers ?? {}), compression === true)
    }
  },

  'maxPayload bounds a message': async (context) => {
    if (await isRefused(context, 'maxPayload', 1_000)) return
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri, { maxPayload: 1_000 })
    await place.command('send', { text: 'x'.repeat(1_000) })
    await client.next(context.sdk.ONMESSAGE)
    await place.command('send', { text: 'x'.repeat(1_001) })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_MESSAGE_TOO_BIG')
    assert.include(close, { code: 1006, wasClean: false })
  },

  'every other option of Node is refused elsewhere': async (context) => {
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
      if (!context.facts.takesNodeOptions) await isRefused(context, name, value)
    }
  },

  'an option that is undefined is absent': async (context) => {
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
    const client = context.client()
    await client.open(
      context.place('/echo').uri,
      Object.fromEntries(names.map((name) => [name, undefined])),
    )
  },
})
