import { HttpsProxyAgent } from 'https-proxy-agent'
import { SocksProxyAgent } from 'socks-proxy-agent'
import { beforeAll, describe, expect, it } from 'vitest'
import { TLS_1_0, TLS_1_3 } from '../src/index.ts'
import { serverIdentity, type Identity } from './support/identity.ts'
import { serveHttpProxy, serveSocksProxy } from './support/proxies.ts'
import { freePort } from './support/raw-server.ts'
import { failed, opened } from './support/recorder.ts'
import { serve, versions } from './support/ws-server.ts'

let identity: Identity

beforeAll(async () => {
  identity = await serverIdentity()
})

const PROXIES = [
  {
    name: 'an HTTP proxy',
    start: async () => {
      const proxy = await serveHttpProxy()
      return { ...proxy, agent: new HttpsProxyAgent(proxy.url) as object }
    },
  },
  {
    name: 'a SOCKS5 proxy',
    start: async () => {
      const proxy = await serveSocksProxy()
      return { ...proxy, agent: new SocksProxyAgent(proxy.url) as object }
    },
  },
]

describe.each(PROXIES)('through $name', ({ start }) => {
  it('ws: opens, and messages go both ways', async () => {
    const { agent, targets } = await start()
    const server = await serve()
    const recorder = await opened(server.url, { agent })
    for (let i = 0; i < 100; i++) recorder.client.send(`message ${i}`)
    const echoes = await recorder.received(100)
    expect(echoes).toEqual(Array.from({ length: 100 }, (_, i) => `message ${i}`))
    expect(targets).toEqual([`127.0.0.1:${server.port}`])
  })

  it('wss: opens, its certificate checked by the name of the URI', async () => {
    const { agent, targets } = await start()
    const server = await serve({ tls: identity })
    const uri = `wss://localhost:${server.port}/`
    const recorder = await opened(uri, { agent, ca: identity.cert })
    recorder.client.send('hello')
    expect(await recorder.received(1)).toEqual(['hello'])
    expect((await recorder.first('open')).tls?.protocol).toBe(TLS_1_3)
    expect(targets).toEqual([`localhost:${server.port}`])
  })

  it('wss: with a certificate that nobody trusts is ERR_TLS_FAILED', async () => {
    const { agent } = await start()
    const server = await serve({ tls: identity })
    const error = await failed(`wss://localhost:${server.port}/`, { agent })
    expect(error.code).toBe('ERR_TLS_FAILED')
  })

  it('tls pins its version, a legacy one too', async () => {
    const { agent } = await start()
    const server = await serve({ tls: { ...identity, ...versions(TLS_1_0, TLS_1_3) } })
    const uri = `wss://localhost:${server.port}/`
    const recorder = await opened(uri, { agent, ca: identity.cert, tls: TLS_1_0 })
    expect((await recorder.first('open')).tls?.protocol).toBe(TLS_1_0)
  })

  it('a close is clean, and reaches the server', async () => {
    const { agent } = await start()
    const server = await serve()
    const recorder = await opened(server.url, { agent })
    const peer = await server.nextPeer()
    recorder.client.send('last words')
    recorder.client.disconnect(3000, 'bye')
    expect(await recorder.first('close')).toMatchObject({
      code: 3000,
      reason: 'bye',
      wasClean: true,
    })
    await peer.closed
    expect(peer.log).toEqual(['last words', 'close 3000'])
  })
})

it('a proxy that refuses is a failed attempt', async () => {
  const { url } = await serveHttpProxy(407)
  const error = await failed('ws://127.0.0.1:1/', { agent: new HttpsProxyAgent(url) })
  expect(['ERR_CONNECT_FAILED', 'ERR_HANDSHAKE_REJECTED']).toContain(error.code)
})

it('a proxy that does not run is ERR_CONNECTION_REFUSED', async () => {
  const agent = new HttpsProxyAgent(`http://127.0.0.1:${await freePort()}`)
  expect((await failed('ws://127.0.0.1:1/', { agent })).code).toBe('ERR_CONNECTION_REFUSED')
})
