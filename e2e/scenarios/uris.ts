import { assert } from 'chai'
import { LOST, type Uri } from './recorder.ts'
import { type Scenario, family } from './scenario.ts'
import type { Endpoint } from './test-server.ts'

/** Opens an echo by its URI in other words, which do not show in `url`. */
function opensAs(as: (uri: string) => string | URL): Scenario['run'] {
  return async (harness) => {
    const { client, server } = await harness.open('/echo', {}, ({ uri }) => as(uri))
    assert.equal(client.ws.url, server.uri)
  }
}

family('uris', {
  'the option port overrides the URI’s': async (harness) => {
    const port = Number(new URL(harness.urls.ws).port)
    for (const other of ['', ':1']) {
      const as = ({ uri }: Endpoint): string => uri.replace(`:${port}`, other)
      const { client, server } = await harness.open('/echo', { port }, as)
      assert.equal(client.ws.url, server.uri)
    }
  },

  'http: is mapped to ws:': opensAs((uri) => uri.replace('ws:', 'http:')),

  'https: is mapped to wss:': async (harness) => {
    const as = ({ secureUri }: Endpoint): string => secureUri.replace('wss:', 'https:')
    const { client, server } = harness.connect('/echo', harness.facts.trust, as)
    assert.equal(client.ws.url, server.secureUri)
    if (harness.facts.trustsTestServer) await client.next('open')
  },

  'a URL object is as good as a string': async (harness) => {
    const url = new URL(harness.urls.ws)
    const as = ({ uri }: Endpoint): URL => Object.assign(url, { href: uri })
    const { client, server } = harness.connect('/echo', {}, as)
    url.pathname = '/handshake'
    await client.next('open')
    assert.equal(client.ws.url, server.uri)
  },

  'path and query reach the server as they stand': async (harness) => {
    const { server } = await harness.open(`/echo?token=${encodeURIComponent('ż &=+%')}`)
    assert.equal((await server.seen('request')).url, server.path)
  },

  'a relative URI resolves against the page, where there is one': async (harness) => {
    const opens = opensAs((uri) => uri.replace('ws:', ''))
    if (harness.facts.hasPage) await opens(harness)
    else assert.throws(() => harness.client().connect('//127.0.0.1/echo'), 'err_invalid_uri')
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
    let calls = 0
    const { client, server } = harness.connect('/echo', {}, ({ uri }) => () => {
      calls += 1
      return uri
    })
    assert.equal(calls, 0)
    await client.next('open')
    assert.equal(calls, 1)
    assert.equal(client.ws.url, server.uri)
  },

  // react-use-websocket#248: a token has to be fresh.
  'a function may promise a URI with subprotocols': async (harness) => {
    const { client } = await harness.open('/echo', {}, (server) => async () => {
      return { uri: new URL(server.uri), protocols: ['fresh-token'] }
    })
    assert.equal(client.ws.protocol, 'fresh-token')
  },

  // reconnecting-websocket#134: a provider of the URI that fails.
  'a function that fails is a failed attempt': async (harness) => {
    const thrower = (): string => {
      throw new Error('no token')
    }
    const rejecter = (): Promise<string> => Promise.reject(new Error('no token'))
    for (const uri of [thrower, rejecter, () => 'gopher://nowhere', () => undefined]) {
      const client = harness.client()
      client.connect(uri as Uri)
      await client.fails('ERR_URI_PROVIDER')
    }
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
