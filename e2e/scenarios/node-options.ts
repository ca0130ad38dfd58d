import { assert } from 'chai'
import { goodNodeOptions, undefinedOptions } from './bad-values.ts'
import { SOON } from './harness.ts'
import { isRefused } from './node-only.ts'
import { family } from './scenario.ts'

family('options of Node', {
  // deepstream.io-client-js#608: headers were dropped.
  'headers reach the server where the platform takes them, and are refused elsewhere': async (
    harness,
  ) => {
    if (await isRefused(harness, 'headers', { 'x-token': 'abc' })) return
    const headers = { 'x-token': 'abc', 'x-list': ['a', 'b'], cookie: ['a=1', 'b=2'] }
    const { server } = await harness.open('/echo', { headers, protocols: ['one'] })
    assert.deepInclude((await server.seen('request')).headers, {
      'x-token': 'abc',
      'x-list': 'a, b',
      cookie: 'a=1; b=2',
      'sec-websocket-protocol': 'one',
    })
  },

  'a URI function brings headers of its own for each attempt': async (harness) => {
    if (await isRefused(harness, 'headers', { 'x-token': 'abc' })) return
    let count = 0
    const { client, server } = harness.connect('/echo', { reconnect: SOON }, ({ uri }) => () => {
      count += 1
      return { uri, headers: { 'x-attempt': String(count) } }
    })
    await client.next('open')
    await server.command('close', { code: 1011 })
    await client.next('close')
    await client.next('open')
    const requests = await server.entries('request')
    assert.deepEqual(
      requests.map(({ headers }) => headers?.['x-attempt']),
      ['1', '2'],
    )
  },

  'compression is offered only where asked for': async (harness) => {
    if (await isRefused(harness, 'compression', true)) return
    for (const compression of [undefined, false, true]) {
      const { server } = await harness.open('/echo', { compression })
      const { headers } = await server.seen('request')
      assert.equal('sec-websocket-extensions' in (headers ?? {}), compression === true)
    }
  },

  'maxPayload bounds a message': async (harness) => {
    if (await isRefused(harness, 'maxPayload', 1_000)) return
    const { client, server } = await harness.open('/echo', { maxPayload: 1_000 })
    await server.command('send', { text: 'x'.repeat(1_000) })
    await client.message()
    await server.command('send', { text: 'x'.repeat(1_001) })
    await client.fails('ERR_MESSAGE_TOO_BIG')
  },

  'a message that is too big is not asked for again': async (harness) => {
    if (await isRefused(harness, 'maxPayload', 1_000)) return
    const options = { maxPayload: 1_000, reconnect: true }
    const { client, server } = await harness.open('/echo', options)
    await server.command('send', { text: 'x'.repeat(1_001) })
    await client.fails('ERR_MESSAGE_TOO_BIG', { willReconnect: false })
  },

  'every other option of Node is refused elsewhere': async (harness) => {
    if (harness.facts.takesNodeOptions) return
    for (const [name, value] of Object.entries(goodNodeOptions))
      await isRefused(harness, name, value)
  },

  'an option that is undefined is absent': async (harness) => {
    await harness.open('/echo', undefinedOptions)
  },
})
