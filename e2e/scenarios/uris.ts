import { assert } from 'chai'
import type { Context } from './context.ts'
import type { Place } from './test-server.ts'
import { family } from './scenario.ts'

/** The URI without its port, and the port. */
function apart(place: Place): { readonly uri: string; readonly port: number } {
  const { port } = new URL(place.uri)
  return { uri: place.uri.replace(`:${port}`, ''), port: Number(port) }
}

async function failsWith(context: Context, uri: unknown, code: string): Promise<void> {
  const client = context.client()
  client.connect(uri as string)
  const { error, close } = await client.failed()
  assert.equal(error.code, code)
  assert.include(close, { code: 1006, reason: '', wasClean: false })
}

export const uris = family('uris', {
  'the option port overrides the URI’s': async (context) => {
    const place = context.place('/echo')
    const { uri, port } = apart(place)
    for (const given of [uri, uri.replace('127.0.0.1', '127.0.0.1:1')]) {
      const client = context.client()
      await client.open(given, { port })
      assert.equal(client.ws.url, place.uri)
    }
  },

  'http: is mapped to ws:': async (context) => {
    const place = context.place('/echo')
    const client = context.client()
    await client.open(place.uri.replace('ws:', 'http:'))
    assert.equal(client.ws.url, place.uri)
  },

  'https: is mapped to wss:': async (context) => {
    const place = context.place('/echo')
    const client = context.client()
    await client.open(place.secureUri.replace('wss:', 'https:'), context.facts.trust)
    assert.equal(client.ws.url, place.secureUri)
  },

  'a URL object is as good as a string': async (context) => {
    const place = context.place('/echo')
    const client = context.client()
    const uri = new URL(place.uri)
    client.connect(uri)
    uri.pathname = '/handshake'
    await client.next(context.sdk.ONOPEN)
    assert.equal(client.ws.url, place.uri)
  },

  'path and query reach the server as they stand': async (context) => {
    const place = context.place('/echo', { token: 'ż &=+%' })
    const client = context.client()
    await client.open(place.uri)
    assert.equal((await place.seen('request')).url, place.path)
  },

  'a relative URI resolves against the page, where there is one': async (context) => {
    const place = context.place('/echo')
    const client = context.client()
    const relative = place.uri.replace('ws:', '')
    if (!context.facts.hasPage)
      return assert.throws(() => client.connect(relative), 'err_invalid_uri')
    await client.open(relative)
    assert.equal(client.ws.url, place.uri)
  },

  'url shows no credentials, and neither do errors': async (context) => {
    const client = context.client()
    client.connect(context.urls.refused.replace('//', '//somebody:secret@'))
    assert.notMatch(client.ws.url, /secret|somebody/)
    const { error } = await client.failed()
    assert.notMatch(error.reason, /secret|somebody/)
    assert.notMatch(client.ws.url, /secret|somebody/)
  },

  'a function is called after connect has returned': async (context) => {
    const place = context.place('/echo')
    const client = context.client()
    let calls = 0
    client.connect(() => {
      calls += 1
      return place.uri
    })
    assert.equal(calls, 0)
    await client.next(context.sdk.ONOPEN)
    assert.equal(calls, 1)
    assert.equal(client.ws.url, place.uri)
  },

  'a function may promise a URI with subprotocols': async (context) => {
    const place = context.place('/echo')
    const client = context.client()
    const { protocol } = await client.open(async () => ({
      uri: new URL(place.uri),
      protocols: ['fresh-token'],
    }))
    assert.equal(protocol, 'fresh-token')
  },

  'a function that fails is a failed attempt': async (context) => {
    const thrower = (): string => {
      throw new Error('no token')
    }
    await failsWith(context, thrower, 'ERR_URI_PROVIDER')
    await failsWith(context, () => Promise.reject(new Error('no token')), 'ERR_URI_PROVIDER')
    await failsWith(context, () => 'gopher://nowhere', 'ERR_URI_PROVIDER')
    await failsWith(context, () => undefined, 'ERR_URI_PROVIDER')
  },

  'a function that hangs ends with connectTimeout, and with disconnect': async (context) => {
    const client = context.client()
    const never = (): Promise<string> => new Promise(() => undefined)
    client.connect(never, { connectTimeout: 200 })
    assert.equal((await client.failed()).error.code, 'ERR_CONNECT_TIMEOUT')
    client.connect(never)
    await context.settle()
    client.ws.disconnect()
    assert.include(await client.closed(), { code: 1006, wasClean: false })
  },
})
