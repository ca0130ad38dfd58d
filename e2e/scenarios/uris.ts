import { assert } from 'chai'
import type { Harness } from './harness.ts'
import { LOST } from './recorder.ts'
import { type Scenario, family } from './scenario.ts'

/** Opens an echo by its secure URI in other words, which show in no `url`. */
function isMapped(scheme: 'ws' | 'wss', given: string): Scenario['run'] {
  return async (harness) => {
    const client = harness.client()
    const { uri, secureUri } = harness.server('/echo')
    const mapped = scheme === 'ws' ? uri : secureUri
    await client.open(mapped.replace(`${scheme}:`, given), harness.facts.trust)
    assert.equal(client.ws.url, mapped)
  }
}

async function failsWith(harness: Harness, uri: unknown, code: string): Promise<void> {
  const client = harness.client()
  client.connect(uri as string)
  await client.fails(code)
}

family('uris', {
  'the option port overrides the URI’s': async (harness) => {
    const server = harness.server('/echo')
    const { port } = new URL(server.uri)
    for (const other of ['', ':1']) {
      const client = harness.client()
      await client.open(server.uri.replace(`:${port}`, other), { port: Number(port) })
      assert.equal(client.ws.url, server.uri)
    }
  },

  'http: is mapped to ws:': isMapped('ws', 'http:'),
  'https: is mapped to wss:': isMapped('wss', 'https:'),

  'a URL object is as good as a string': async (harness) => {
    const server = harness.server('/echo')
    const client = harness.client()
    const uri = new URL(server.uri)
    client.connect(uri)
    uri.pathname = '/handshake'
    await client.next('open')
    assert.equal(client.ws.url, server.uri)
  },

  'path and query reach the server as they stand': async (harness) => {
    const { server } = await harness.open(`/echo?token=${encodeURIComponent('ż &=+%')}`)
    assert.equal((await server.seen('request')).url, server.path)
  },

  'a relative URI resolves against the page, where there is one': async (harness) => {
    const { uri } = harness.server('/echo')
    const client = harness.client()
    const relative = uri.replace('ws:', '')
    if (!harness.facts.hasPage)
      return assert.throws(() => client.connect(relative), 'err_invalid_uri')
    await client.open(relative)
    assert.equal(client.ws.url, uri)
  },

  'url shows no credentials, and neither do errors': async (harness) => {
    const client = harness.client()
    client.connect(harness.urls.refused.replace('//', '//somebody:secret@'))
    assert.notMatch(client.ws.url, /secret|somebody/)
    const { error } = await client.fails(harness.failure('ERR_CONNECTION_REFUSED'))
    assert.notMatch(error.reason, /secret|somebody/)
    assert.notMatch(client.ws.url, /secret|somebody/)
  },

  'a function is called after connect has returned': async (harness) => {
    const { uri } = harness.server('/echo')
    const client = harness.client()
    let calls = 0
    client.connect(() => {
      calls += 1
      return uri
    })
    assert.equal(calls, 0)
    await client.next('open')
    assert.equal(calls, 1)
    assert.equal(client.ws.url, uri)
  },

  // react-use-websocket#248: a token has to be fresh.
  'a function may promise a URI with subprotocols': async (harness) => {
    const uri = new URL(harness.server('/echo').uri)
    const { protocol } = await harness
      .client()
      .open(async () => ({ uri, protocols: ['fresh-token'] }))
    assert.equal(protocol, 'fresh-token')
  },

  // reconnecting-websocket#134
  'a function that fails is a failed attempt': async (harness) => {
    const thrower = (): string => {
      throw new Error('no token')
    }
    const rejecter = (): Promise<string> => Promise.reject(new Error('no token'))
    for (const uri of [thrower, rejecter, () => 'gopher://nowhere', () => undefined])
      await failsWith(harness, uri, 'ERR_URI_PROVIDER')
  },

  'a function that hangs ends with connectTimeout, and with disconnect': async (harness) => {
    const client = harness.client()
    const never = (): Promise<string> => new Promise(() => undefined)
    client.connect(never, { connectTimeout: 200 })
    await client.fails('ERR_CONNECT_TIMEOUT')
    client.connect(never)
    await harness.settle()
    client.ws.disconnect()
    assert.include(await client.closed(), LOST)
  },
})
