import { Agent } from 'node:http'
import { commonOptions } from '@wsevent/core'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { TLS_1_2, TLS_1_3, type NodeOptions } from '../src/index.ts'
import { options as table, wsOptions } from '../src/options.ts'
import { settled } from './support/changing.ts'
import { serverIdentity } from './support/identity.ts'
import { connect, failed, opened, refused } from './support/recorder.ts'
import { serve, tlsOf } from './support/ws-server.ts'

const NO_STRING: readonly unknown[] = [null, 0, true, {}, [], () => 'a']
const NO_BOOLEAN: readonly unknown[] = [null, 0, 1, 'true', {}, []]
const NO_PEM: readonly unknown[] = [null, 0, true, {}, [0], ['a', null], new ArrayBuffer(1)]
const NO_NAME: readonly object[] = [{ '': 'a' }, { 'a b': 'c' }, { 'a:': 'b' }, { ä: 'b' }]
const NO_VALUE = [1, null, undefined, ['b', 1], 'Ω'].map((a) => ({ a }))
const NO_RECORD: readonly unknown[] = [null, true, 'a: b', () => ({ a: 'b' }), ['a: b']]

const BAD: Readonly<Record<string, readonly unknown[]>> = {
  tls: [null, 1.2, '', '1.2', 'TLSv1.4', 'tlsv1.2', 'SSLv3', true, {}, ['TLSv1.2']],
  headers: [...NO_RECORD, ...NO_NAME, ...NO_VALUE, new Map([['a', 'b']]), new Headers({ a: 'b' })],
  agent: [null, true, false, 'http://proxy', 1, {}, { addRequest: 1 }, () => new Agent()],
  proxy: [
    null,
    1,
    '',
    'proxy',
    'proxy:3128',
    'socks5://proxy',
    'ftp://proxy',
    'http://',
    {},
    ['http://p'],
    new URL('ws://proxy'),
  ],
  ca: NO_PEM,
  cert: NO_PEM,
  key: NO_PEM,
  passphrase: NO_STRING,
  servername: NO_STRING,
  rejectUnauthorized: NO_BOOLEAN,
  maxPayload: [null, -1, 0.5, Number.NaN, Infinity, 2 ** 31, '1', 1n, true, {}],
  compression: [...NO_BOOLEAN, { threshold: 1 }],
}

const OWN = Object.keys(table).filter((name) => !Object.hasOwn(commonOptions, name))
const URI = 'wss://127.0.0.1:1/'

it('every option that only Node has is tested here', () => {
  expect(Object.keys(BAD)).toEqual(OWN)
})

describe.each(Object.entries(BAD))('%s', (name, values) => {
  it('is refused with a bad value, before a URI function is called', () => {
    for (const uri of [URI, () => expect.unreachable()]) {
      for (const value of values) {
        const { code, message } = refused(uri, { [name]: value })
        expect(code).toBe('ERR_INVALID_OPTION')
        expect(message).toContain(`The option "${name}" must be `)
      }
    }
  })

  it('is checked if a URI function returns it', async () => {
    const message = expect.stringContaining(`The option "${name}" must be `) as string
    expect(await failed(() => ({ uri: URI, [name]: values[0] }))).toMatchObject({
      code: 'ERR_URI_PROVIDER',
      cause: { code: 'ERR_INVALID_OPTION', message },
    })
  })
})

it('ws is given the options that only Node has, under the names of ws', () => {
  const given = Object.fromEntries(Object.keys(table).map((name) => [name, `a ${name}`]))
  const {
    tls: _,
    proxy: __,
    compression,
    ...same
  } = Object.fromEntries(OWN.map((name) => [name, given[name]]))
  const pinned = { minVersion: TLS_1_3, maxVersion: TLS_1_3, perMessageDeflate: compression }
  expect(wsOptions({ ...given, tls: TLS_1_3 })).toEqual({ ...same, ...pinned })
})

it.each([true, 'http://user:secret@proxy', new URL('http://user:secret@proxy')])(
  'proxy: %s with an agent is refused, and shows no credentials; false is not',
  async (proxy) => {
    const agent = new Agent()
    const { code, message } = refused('ws://127.0.0.1:1/', { agent, proxy })
    expect(code).toBe('ERR_INVALID_OPTION')
    expect(message).toContain('agent')
    expect(message).not.toContain('secret')
    const given = { uri: 'ws://127.0.0.1:1/', proxy }
    const { cause } = await failed(() => given, { agent })
    expect(cause).toMatchObject({ code: 'ERR_INVALID_OPTION' })
    const { url } = await serve()
    await opened(url, { agent, proxy: false })
  },
)

it('what is changed in the options after connect reaches no retry', async () => {
  const server = await serve()
  const headers = { a: 'b', c: ['d'] }
  const options = { headers, protocols: ['first'], reconnect: { minDelay: 1, maxDelay: 2 } }
  const { client } = connect(server.url, options)
  headers.a = 'changed'
  headers.c.push('changed')
  options.protocols[0] = 'changed'
  options.headers = { a: 'changed', c: [] }
  for (const attempt of [1, 2]) {
    const { request, socket } = await server.nextPeer()
    expect(request.headers).toMatchObject({ a: 'b', c: 'd', 'sec-websocket-protocol': 'first' })
    if (attempt === 1) socket.close(1011)
  }
  client.disconnect()
})

it('any number of clients share a signal without a warning', async () => {
  const warned = vi.fn()
  process.on('warning', warned)
  onTestFinished(() => void process.off('warning', warned))
  const { signal } = new AbortController()
  for (let i = 0; i < 11; i++) {
    const { client } = connect('ws://127.0.0.1:1/', { signal })
    client.addEventListener('close', vi.fn(), { signal })
  }
  await settled()
  expect(warned).not.toHaveBeenCalled()
})

it('a signal of another making is taken as it is', () => {
  const signal = { aborted: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }
  vi.stubGlobal('AbortSignal', { [Symbol.hasInstance]: () => true })
  onTestFinished(() => void vi.unstubAllGlobals())
  const { client } = connect('ws://127.0.0.1:1/', { signal })
  client.disconnect()
  expect(signal.addEventListener).toHaveBeenCalled()
})

describe('an option that a URI function returns', () => {
  it('replaces that of connect for this attempt', async () => {
    const tls = await serverIdentity()
    const server = await serve({ tls, perMessageDeflate: true })
    const own: NodeOptions = {
      ca: tls.cert,
      tls: TLS_1_2,
      compression: true,
      headers: { 'X-A': 'fresh' },
    }
    const stale: NodeOptions = { tls: TLS_1_3, headers: { 'X-A': 'stale', 'X-B': 'b' } }
    await opened(() => Promise.resolve({ uri: server.url, ...own }), stale)
    const peer = await server.nextPeer()
    expect(tlsOf(peer).getProtocol()).toBe(TLS_1_2)
    expect(peer.socket.extensions).toContain('permessage-deflate')
    expect(peer.request.headers).toMatchObject({ 'x-a': 'fresh' })
    expect(peer.request.headers).not.toHaveProperty('x-b')
  })

  it('is that of connect again for the next attempt', async () => {
    const server = await serve()
    const targets = [{ uri: server.url, headers: { 'X-A': 'own' } }, { uri: server.url }]
    const options = { headers: { 'X-A': 'kept' }, reconnect: { minDelay: 1, maxDelay: 1 } }
    await opened(() => targets.shift() ?? expect.unreachable(), options)
    for (const expected of ['own', 'kept']) {
      const { request, socket } = await server.nextPeer()
      expect(request.headers['x-a']).toBe(expected)
      socket.terminate()
    }
  })
})

const broken = {
  addRequest() {
    throw new Error('no proxy today')
  },
}

it.each([
  ['that throws', broken, 'no proxy today'],
  ['of http for wss:', new Agent(), 'Protocol "https:" not supported'],
])('an agent %s is a failed attempt, after connect has returned', async (_, agent, message) => {
  const { code, cause } = await failed(URI, { agent })
  expect(code).toBe('ERR_CONNECT_FAILED')
  expect(cause?.message).toContain(message)
})
