import { assert } from 'chai'
import { goodNodeOptions, undefinedOptions } from './bad-values.ts'
import { isRefused } from './node-only.ts'
import { family } from './scenario.ts'

family('options of Node', {
  // deepstream.io-client-js#608: headers were dropped.
  'headers reach the server where ws is bound, and are refused elsewhere': async (harness) => {
    if (await isRefused(harness, 'headers', { 'x-token': 'abc' })) return
    const { server } = await harness.open('/echo', { headers: { 'x-token': 'abc' } })
    assert.equal((await server.seen('request')).headers?.['x-token'], 'abc')
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
