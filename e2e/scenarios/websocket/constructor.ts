import { assert } from 'chai'
import { type Fact, next, standardFamily, throws } from './sockets.ts'

const INVALID = [
  'ws://[',
  'ftp://localhost/',
  'mailto:someone@example.com',
  'about:blank',
  'javascript:0',
  'ws://localhost/#',
  'ws://localhost/#fragment',
  'http://localhost/#fragment',
]

const INVALID_PROTOCOLS = ['', 'a b', 'a,b', 'a/b', 'a"', 'é', '\u0000', '[a]', 'a\u007f']

/** What the server is offered for this second argument. */
function offers(protocols: unknown, expected: readonly string[]): Fact {
  return async (sockets) => {
    const { server } = sockets.connect('/echo', protocols)
    const { headers } = await server.seen('request')
    const offered = headers?.['sec-websocket-protocol']
    assert.deepEqual(offered === undefined ? [] : offered.split(/\s*,\s*/), expected)
  }
}

standardFamily('constructor', {
  'a URL that is invalid, has another scheme or a fragment is a SyntaxError': ({ make }) => {
    for (const url of INVALID) throws('SyntaxError', () => make(url))
  },

  'a host with a space is a SyntaxError': ({ make }) => {
    throws('SyntaxError', () => make('ws://local host/'))
  },

  'http: and https: become ws: and wss:': ({ make, harness }) => {
    const { uri, path } = harness.server('/echo')
    assert.equal(make(harness.urls.http + path).url, uri)
    const secure = harness.server('/echo')
    const https = secure.secureUri.replace('wss:', 'https:')
    assert.equal(make(https).url, secure.secureUri)
  },

  'url is what the URL parser made of it': async ({ make, harness }) => {
    const { uri } = harness.server('/echo')
    const socket = make(` ${uri.replace('ws:', 'WS:').replace('/echo', '/x/../echo')}&ä=ż `)
    assert.equal(socket.url, `${uri}&%C3%A4=%C5%BC`)
    await next(socket, 'open')
  },

  'a URL object, or anything with a string in it, is a URL': ({ make, harness }) => {
    const { uri } = harness.server('/echo')
    assert.equal(make(new URL(uri)).url, uri)
    assert.equal(make({ toString: () => uri }).url, uri)
  },

  'in a page a URL may be relative': async ({ make, harness }) => {
    if (!harness.facts.hasPage) return throws('SyntaxError', () => make('/echo'))
    const { path, uri } = harness.server('/echo')
    const socket = make(path)
    assert.equal(socket.url, uri)
    await next(socket, 'open')
  },

  'no protocols are offered unless they are given': offers(undefined, []),
  'an empty sequence of protocols offers none': offers([], []),
  'a string is one protocol': offers('a', ['a']),
  'an array of protocols is offered in its order': offers(['b', 'a'], ['b', 'a']),
  'any iterable is a sequence of protocols': offers(new Set(['b', 'a']), ['b', 'a']),
  'protocols are converted to strings': offers([1, null], ['1', 'null']),
  'null is a protocol by that name': offers(null, ['null']),

  'a protocol that is no token, or is there twice, is a SyntaxError': ({ make, harness }) => {
    const { uri } = harness.server('/echo')
    for (const protocol of INVALID_PROTOCOLS) {
      throws('SyntaxError', () => make(uri, protocol))
      throws('SyntaxError', () => make(uri, ['a', protocol]))
    }
    throws('SyntaxError', () => make(uri, ['a', 'a']))
    throws('SyntaxError', () => make(uri, {}))
    throws('TypeError', () => make(uri, [Symbol('a')]))
  },

  'protocols that differ by case alone are a SyntaxError': ({ make, harness }) => {
    throws('SyntaxError', () => make(harness.server('/echo').uri, ['b', 'B']))
  },

  'the arguments are converted before the URL is parsed': ({ make }) => {
    throws('TypeError', () => make('ws://[', Symbol('a')))
    throws('SyntaxError', () => make('ws://[', ['a', 'a']))
  },

  'an argument too many is ignored': ({ make, harness }) => {
    for (const stray of ['stray', 1, null, Symbol('stray')])
      assert.equal(make(harness.server('/echo').uri, [], stray as never).readyState, 0)
  },
})
