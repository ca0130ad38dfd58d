import { assert } from 'chai'
import type { Harness } from './harness.ts'
import type { Endpoint } from './test-server.ts'
import { family } from './scenario.ts'

/** The URI without its port, and the port. */
function apart(server: Endpoint): { readonly uri: string; readonly port: number } {
  const { port } = new URL(server.uri)
  return { uri: server.uri.replace(`:${port}`, ''), port: Number(port) }
}

async function failsWith(harness: Harness, uri: unknown, code: string): Promise<void> {
  const client = harness.client()
  client.connect(uri as string)
  const { error, close } = await client.failed()
  assert.equal(error.code, code)
  assert.include(close, { code: 1006, reason: '', wasClean: false })
}

export const uris = family('uris', {
  'the option port overrides the URI’s': async (harness) => {
    const server = harness.server('/echo')
    const { uri, port } = apart(server)
    for (const given of [uri, uri.replace('127.0.0.1', '127.0.0.1:1')]) {
      const client = harness.client()
      await client.open(given, { port })
      assert.equal(client.ws.url, server.uri)
    }
  },

  'http: is mapped to ws:': async (harness) => {
    const server = harness.server('/echo')
    const client = harness.client()
    await client.open(server.uri.replace('ws:', 'http:'))
    assert.equal(client.ws.url, server.uri)
  },

  'https: is mapped to wss:': async (harness) => {
    const server = harness.server('/echo')
    const client = harness.client()
    await client.open(server.secureUri.replace('wss:', 'https:'), harness.facts.trust)
    assert.equal(client.ws.url, server.secureUri)
  },

  'a URL object is as good as a string': async (harness) => {
    const server = harness.server('/echo')
    const client = harness.client()
    const uri = new URL(server.uri)
    client.connect(uri)
    uri.pathname = '/handshake'
    await client.next(harness.sdk.ONOPEN)
    assert.equal(client.ws.url, server.uri)
  },

  'path and query reach the server as they stand': async (harness) => {
    const server = harness.server('/echo', { token: 'ż &=+%' })
    const client = harness.client()
    await client.open(server.uri)
    assert.equal((await server.seen('request')).url, server.path)
  },

  'a relative URI resolves against the page, where there is one': async (harness) => {
    const server = harness.server('/echo')
    const client = harness.client()
    const relative = server.uri.replace('ws:', '')
    if (!harness.facts.hasPage)
      return assert.throws(() => client.connect(relative), 'err_invalid_uri')
    await client.open(relative)
    assert.equal(client.ws.url, server.uri)
  },

  'url shows no credentials, and neither do errors': async (harness) => {
    const client = harness.client()
    client.connect(harness.urls.refused.replace('//', '//somebody:secret@'))
    assert.notMatch(client.ws.url, /secret|somebody/)
    const { error } = await client.failed()
    assert.notMatch(error.reason, /secret|somebody/)
    assert.notMatch(client.ws.url, /secret|somebody/)
  },

  'a function is called after connect has returned': async (harness) => {
    const server = harness.server('/echo')
    const client = harness.client()
    let calls = 0
    client.connect(() => {
      calls += 1
      return server.uri
    })
    assert.equal(calls, 0)
    await client.next(harness.sdk.ONOPEN)
    assert.equal(calls, 1)
    assert.equal(client.ws.url, server.uri)
  },

  'a function may promise a URI with subprotocols': async (harness) => {
    const server = harness.server('/echo')
    const client = harness.client()
    const { protocol } = await client.open(async () => ({
      uri: new URL(server.uri),
      protocols: ['fresh-token'],
    }))
    assert.equal(protocol, 'fresh-token')
  },

  'a function that fails is a failed attempt': async (harness) => {
    const thrower = (): string => {
      throw new Error('no token')
    }
    await failsWith(harness, thrower, 'ERR_URI_PROVIDER')
    await failsWith(harness, () => Promise.reject(new Error('no token')), 'ERR_URI_PROVIDER')
    await failsWith(harness, () => 'gopher://nowhere', 'ERR_URI_PROVIDER')
    await failsWith(harness, () => undefined, 'ERR_URI_PROVIDER')
  },

  'a function that hangs ends with connectTimeout, and with disconnect': async (harness) => {
    const client = harness.client()
    const never = (): Promise<string> => new Promise(() => undefined)
    client.connect(never, { connectTimeout: 200 })
    assert.equal((await client.failed()).error.code, 'ERR_CONNECT_TIMEOUT')
    client.connect(never)
    await harness.settle()
    client.ws.disconnect()
    assert.include(await client.closed(), { code: 1006, wasClean: false })
  },
})
