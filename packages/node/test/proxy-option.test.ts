import { Agent } from 'node:http'
import getPort from 'get-port'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { SocksProxyAgent } from 'socks-proxy-agent'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TLS_1_0, TLS_1_3, type ConnectOptions, type TlsVersion } from '../src/index.ts'
import { proxyFor } from '../src/proxy.ts'
import { settled } from './support/changing.ts'
import { serverIdentity } from './support/identity.ts'
import { serveHttpProxy, serveStubbornProxy } from './support/proxies.ts'
import { connect, failed, opened, pair } from './support/recorder.ts'
import { versions } from './support/server.ts'
import { serve, tlsOf } from './support/ws-server.ts'

const identity = await serverIdentity()
const VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY']

beforeEach(() => {
  for (const name of [...VARIABLES, 'NODE_USE_ENV_PROXY', 'NODE_OPTIONS']) {
    vi.stubEnv(name, undefined)
    vi.stubEnv(name.toLowerCase(), undefined)
  }
})

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

describe('through the option proxy', () => {
  it('ws: opens, messages go both ways, and a close is clean', async () => {
    const { url, targets } = await serveHttpProxy()
    const server = await serve()
    const { recorder, client, peer } = await pair(server, { proxy: new URL(url) })
    const texts = Array.from({ length: 100 }, (__, i) => `message ${i}`)
    for (const text of texts) client.send(text)
    expect(await recorder.received(100)).toEqual(texts)
    client.disconnect(3000, 'bye')
    expect(await client.closed).toMatchObject({ code: 3000, reason: 'bye', wasClean: true })
    expect(await peer.closed).toBe(3000)
    expect(targets).toEqual([`127.0.0.1:${server.port}`])
  })

  it.each<[string, TlsVersion | undefined, string | undefined]>([
    ['localhost', undefined, undefined],
    ['localhost', TLS_1_0, undefined],
    ['127.0.0.1', undefined, undefined],
    ['127.0.0.1', undefined, 'localhost'],
  ])('wss: to %s opens with tls %s and servername %s', async (host, tls, servername) => {
    const { url: proxy, targets } = await serveHttpProxy()
    const server = await serve({ tls: { ...identity, ...versions(TLS_1_0, TLS_1_3) } })
    const uri = `wss://${host}:${server.port}/`
    const options = { proxy, tls, servername }
    const { open } = await opened(uri, { ...options, ca: identity.cert })
    expect(open.tls?.protocol).toBe(tls ?? TLS_1_3)
    const sni = servername ?? (host === 'localhost' && host)
    expect(tlsOf(await server.nextPeer()).servername).toBe(sni)
    expect((await failed(uri, options)).code).toBe('ERR_TLS_FAILED')
    const wrong = { ...options, ca: identity.cert, servername: 'no.test' }
    expect((await failed(uri, wrong)).code).toBe('ERR_TLS_FAILED')
    expect(new Set(targets)).toEqual(new Set([`${host}:${server.port}`]))
  })

  it('a key that OpenSSL refuses is ERR_TLS_FAILED', async () => {
    const { url: proxy } = await serveHttpProxy()
    const { url } = await serve({ tls: identity })
    expect((await failed(url, { proxy, key: 'no key' })).code).toBe('ERR_TLS_FAILED')
  })

  it('an IPv6 address is in brackets', async () => {
    const { url: proxy, targets } = await serveHttpProxy(403)
    await failed('ws://[::1]:8080/', { proxy })
    expect(targets).toEqual(['[::1]:8080'])
  })

  it('over https: opens, and the TLS options are those of the target alone', async () => {
    const { url: proxy } = await serveHttpProxy(200, '', identity)
    const server = await serve({ tls: identity })
    const options = { proxy, ca: identity.cert }
    const error = await failed(server.url, options)
    expect(error).toMatchObject({
      code: 'ERR_CONNECT_FAILED',
      cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    })
    expect(error.reason).toContain(proxy)
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const { client } = await opened(server.url, { ...options, rejectUnauthorized: true })
    client.disconnect()
    expect((await client.closed).wasClean).toBe(true)
  })

  it('its credentials reach the proxy, and nobody else', async () => {
    const { url, credentials } = await serveHttpProxy()
    const server = await serve()
    const proxy = url.replace('//', '//me:pass%20w%C3%B6rd@')
    const { client, peer } = await pair(server, { proxy })
    expect(credentials).toEqual([`Basic ${Buffer.from('me:pass wörd').toString('base64')}`])
    expect(peer.request.headers).not.toHaveProperty('proxy-authorization')
    expect(client.url).toBe(server.url)
  })
})

describe('what a proxy answers is ERR_CONNECT_FAILED', () => {
  it.each([
    [407, '', false],
    [403, '', false],
    [502, '', true],
    [503, 'Retry-After: 7\r\n', true],
  ])('with its status %i', async (status, header, willReconnect) => {
    const { url } = await serveHttpProxy(status, header)
    const proxy = url.replace('//', '//me:secret@')
    const recorder = connect('ws://target.test/path', { proxy, reconnect: true })
    const close = await recorder.first('close')
    expect(close.willReconnect).toBe(willReconnect)
    if (header) expect(close.delay).toBeGreaterThanOrEqual(7000)
    const error = await recorder.first('error')
    const message = `the proxy ${url} answered CONNECT with ${status}`
    expect(error).toMatchObject({ code: 'ERR_CONNECT_FAILED', status, cause: { message, status } })
    expect(error.reason).toContain(`Connecting to ws://target.test failed: ${message}.`)
  })

  it.each([
    ['nobody', async () => `http://127.0.0.1:${await getPort()}`, 'ECONNREFUSED'],
    ['no HTTP', async () => (await serveStubbornProxy('SSH-2.0\r\n\r\n')).url, /^HPE_/],
  ])('with Node’s code where %s is there', async (_, urlOf, code) => {
    const url = await urlOf()
    const proxy = url.replace('//', '//me:secret@')
    const error = await failed('wss://target.test/', { proxy })
    expect(error).toMatchObject({ code: 'ERR_CONNECT_FAILED' })
    expect(error.cause?.code).toMatch(code)
    expect(error.reason).toContain(url)
    expect(error.reason + String(error.cause)).not.toContain('secret')
    expect(error).not.toHaveProperty('status')
  })
})

// Before Node 22 a socket is seen only where net.connect makes it.
const seesAll = Number(process.versions.node.split('.')[0]) >= 22

describe.each<[string, (url: string) => ConnectOptions, boolean?]>([
  ['the option proxy', (proxy) => ({ proxy })],
  ['an HttpsProxyAgent', (url) => ({ agent: new HttpsProxyAgent(url) })],
  [
    'an HttpsProxyAgent that keeps sockets',
    (url) => {
      return { agent: new HttpsProxyAgent(url, { keepAlive: true, maxSockets: 2 }) }
    },
  ],
  [
    'a SocksProxyAgent',
    (url) => ({ agent: new SocksProxyAgent(url.replace('http', 'socks5')) }),
    !seesAll,
  ],
])('through %s, a proxy that takes TCP', (_, optionsFor, isUnseen = false) => {
  it.skipIf(isUnseen).each([
    ['is silent', ''],
    ['answers half', 'HTTP/1.1 200 Connec'],
    ['answers for ever', 'HTTP/1.1 200 OK\r\nX: '],
  ])('and %s keeps no socket of an attempt that ended', async (__, answer) => {
    const proxy = await serveStubbornProxy(answer)
    const uri = 'wss://127.0.0.1:1/'
    const options = optionsFor(proxy.url)
    const reconnect = { attempts: 3, minDelay: 1, maxDelay: 2 }
    const recorder = connect(uri, { ...options, connectTimeout: 50, reconnect })
    await recorder.until(() => recorder.types.filter((type) => type === 'close').length === 4)
    expect(new Set(recorder.types)).toEqual(new Set(['error', 'close']))
    // A SOCKS agent knows at once that this is none of its kind.
    const code = answer ? /^ERR_CONNECT_(TIMEOUT|FAILED)$/ : /^ERR_CONNECT_TIMEOUT$/
    expect((await recorder.first('error')).code).toMatch(code)
    const { client } = connect(uri, options)
    await proxy.arrivals.until(() => proxy.clients.length === 5)
    client.disconnect()
    await Promise.all(proxy.clients.map(({ closed }) => closed))
  })

  it.skipIf(isUnseen)('keeps none of an attempt that was given up in its tick', async () => {
    const proxy = await serveStubbornProxy()
    const { client } = connect('ws://127.0.0.1:1/', optionsFor(proxy.url))
    client.disconnect()
    await client.closed
    await settled()
    await Promise.all(proxy.clients.map(({ closed }) => closed))
  })
})

it('what handlers open is their own, though an agent’s attempt has just ended', async () => {
  const proxy = await serveHttpProxy(502)
  const server = await serve()
  const agent = new HttpsProxyAgent(proxy.url)
  const recorder = connect('ws://127.0.0.1:1/', { agent })
  const other = new Promise((resolve) => {
    recorder.client.addEventListener('error', () => resolve(opened(server.url)))
  })
  await recorder.first('close')
  await other
})

it('an agent that makes plain connections works, and leaves nothing', async () => {
  const agent = new Agent({ keepAlive: true })
  const { client, peer } = await pair(serve(), { agent })
  client.disconnect()
  await peer.closed
  await settled()
  expect(Object.keys(agent.sockets)).toEqual([])
})

describe('the environment', () => {
  const P = 'http://proxy:3128/'
  const chosen = (uri: string, proxy?: unknown) => proxyFor(uri, { proxy })?.href

  it.each<[string, Record<string, string>, string | undefined]>([
    ['wss://a/', { HTTPS_PROXY: P }, P],
    ['wss://a/', { https_proxy: P, HTTPS_PROXY: 'http://other/' }, P],
    ['wss://a/', { https_proxy: '', HTTPS_PROXY: P }, P],
    ['wss://a/', { HTTP_PROXY: P }, undefined],
    ['ws://a/', { HTTP_PROXY: P }, P],
    ['ws://a/', { http_proxy: P }, P],
    ['ws://a/', { HTTPS_PROXY: P }, undefined],
    ['ws://a/', { ALL_PROXY: P }, P],
    ['wss://a/', { all_proxy: P }, P],
    ['wss://a/', { ALL_PROXY: 'http://other/', HTTPS_PROXY: P }, P],
    ['wss://a/', { HTTPS_PROXY: 'proxy:3128' }, P],
    ['wss://a/', {}, undefined],
  ])('gives %s with %o the proxy %s', (uri, variables, expected) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
    expect(chosen(uri, true)).toBe(expected)
    expect(chosen(uri)).toBe(undefined)
    expect(chosen(uri, false)).toBe(undefined)
    expect(chosen(uri, 'http://mine/')).toBe('http://mine/')
  })

  it.each<[string, string, boolean]>([
    ['*', 'wss://a.b/', true],
    ['a.b', 'wss://a.b/', true],
    ['A.B', 'wss://a.b/', true],
    ['a.b', 'wss://x.a.b/', true],
    ['a.b', 'wss://xa.b/', false],
    ['.a.b', 'wss://x.a.b/', true],
    ['*.a.b', 'wss://x.a.b/', true],
    ['c, a.b', 'wss://a.b/', true],
    ['c a.b', 'wss://a.b/', true],
    ['c,,d', 'wss://a.b/', false],
    ['a.b:443', 'wss://a.b/', true],
    ['a.b:80', 'wss://a.b/', false],
    ['a.b:80', 'ws://a.b/', true],
    ['a.b:8080', 'ws://a.b:8080/', true],
    ['10.0.0.1', 'ws://10.0.0.1/', true],
    ['0.0.1', 'ws://10.0.0.1/', false],
    ['10.0.0.0/8', 'ws://10.1.2.3/', true],
    ['10.0.0.0/8', 'ws://11.1.2.3/', false],
    ['10.0.0.0/99', 'ws://10.1.2.3/', false],
    ['10.0.0.0/8', 'ws://a.b/', false],
    ['::1', 'ws://[::1]/', true],
    ['[::1]', 'ws://[::1]/', true],
    ['[::1]:80', 'ws://[::1]/', true],
    ['[::1]:81', 'ws://[::1]/', false],
    ['fd00::/8', 'ws://[fd12::1]/', true],
    ['.', 'ws://a./', false],
  ])('NO_PROXY=%s exempts %s: %s', (list, uri, isExempt) => {
    vi.stubEnv('ALL_PROXY', P)
    vi.stubEnv('NO_PROXY', list)
    expect(chosen(uri, true)).toBe(isExempt ? undefined : P)
    // What is asked for by its URL is not the environment’s business.
    expect(chosen(uri, P)).toBe(P)
  })

  it.each<[string, Record<string, string>, string[], boolean]>([
    ['nothing', {}, [], false],
    ['NODE_USE_ENV_PROXY=1', { NODE_USE_ENV_PROXY: '1' }, [], true],
    ['NODE_USE_ENV_PROXY=0', { NODE_USE_ENV_PROXY: '0' }, [], false],
    ['NODE_OPTIONS', { NODE_OPTIONS: '--no-warnings --use-env-proxy' }, [], true],
    ['a flag', {}, ['--use-env-proxy'], true],
    ['a flag that switches it off', { NODE_USE_ENV_PROXY: '1' }, ['--no-use-env-proxy'], false],
    ['two flags', { NODE_OPTIONS: '--no-use-env-proxy' }, ['--use-env-proxy'], true],
  ])('is asked without the option after %s', (_, variables, flags, isAsked) => {
    vi.stubEnv('ALL_PROXY', P)
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
    vi.spyOn(process, 'execArgv', 'get').mockReturnValue(flags)
    expect(chosen('ws://a/')).toBe(isAsked ? P : undefined)
    expect(chosen('ws://a/', false)).toBe(undefined)
    // An agent makes its connections itself.
    expect(proxyFor('ws://a/', { agent: new Agent() })).toBe(undefined)
  })

  it('is followed, not passed by', async () => {
    const { url, targets } = await serveHttpProxy()
    const server = await serve()
    vi.stubEnv('HTTP_PROXY', url)
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    await opened(server.url)
    expect(targets).toEqual([`127.0.0.1:${server.port}`])
  })

  it('that holds no proxy is a failed attempt, and never a direct one', async () => {
    const server = await serve()
    vi.stubEnv('http_proxy', 'socks5://me:secret@proxy')
    const error = await failed(server.url, { proxy: true })
    expect(error.code).toBe('ERR_CONNECT_FAILED')
    expect(error.reason).toContain('the variable http_proxy holds no http: or https: URL')
    expect(error.reason + String(error.cause)).not.toContain('secret')
  })
})
