import getPort from 'get-port'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { SocksProxyAgent } from 'socks-proxy-agent'
import { describe, expect, it } from 'vitest'
import { TLS_1_0, TLS_1_3, type TlsVersion } from '../src/index.ts'
import { serverIdentity } from './support/identity.ts'
import { serveHttpProxy, serveSocksProxy } from './support/proxies.ts'
import { failed, opened, pair } from './support/recorder.ts'
import { versions } from './support/server.ts'
import { serve } from './support/ws-server.ts'

const identity = await serverIdentity()

describe.each([
  ['an HTTP proxy', serveHttpProxy, (url: string): object => new HttpsProxyAgent(url)],
  ['a SOCKS5 proxy', serveSocksProxy, (url: string): object => new SocksProxyAgent(url)],
])('through %s', (_, serveProxy, agentOf) => {
  it('ws: opens, messages go both ways, and a close is clean', async () => {
    const { url, targets } = await serveProxy()
    const server = await serve()
    const { recorder, client, peer } = await pair(server, { agent: agentOf(url) })
    const texts = Array.from({ length: 100 }, (__, i) => `message ${i}`)
    for (const text of texts) client.send(text)
    expect(await recorder.received(100)).toEqual(texts)
    client.disconnect(3000, 'bye')
    expect(await client.closed).toMatchObject({ code: 3000, reason: 'bye', wasClean: true })
    expect(await peer.closed).toBe(3000)
    expect(targets).toEqual([`127.0.0.1:${server.port}`])
  })

  it.each<TlsVersion | undefined>([undefined, TLS_1_0])(
    'wss: opens by the host’s name, with tls %s',
    async (tls) => {
      const { url, targets } = await serveProxy()
      const agent = agentOf(url)
      const { port } = await serve({ tls: { ...identity, ...versions(TLS_1_0, TLS_1_3) } })
      const uri = `wss://localhost:${port}/`
      const { open } = await opened(uri, { agent, ca: identity.cert, tls })
      expect(open.tls?.protocol).toBe(tls ?? TLS_1_3)
      expect((await failed(uri, { agent, tls })).code).toBe('ERR_TLS_FAILED')
      expect(targets).toEqual([`localhost:${port}`, `localhost:${port}`])
    },
  )
})

it.each([
  [
    'refuses',
    async () => (await serveHttpProxy(407)).url,
    /^ERR_(CONNECT_FAILED|HANDSHAKE_REJECTED)$/,
  ],
  ['does not run', async () => `http://127.0.0.1:${await getPort()}`, /^ERR_CONNECTION_REFUSED$/],
])('a proxy that %s is a failed attempt', async (_, urlOf, expected) => {
  const agent = new HttpsProxyAgent(await urlOf())
  expect((await failed('ws://127.0.0.1:1/', { agent })).code).toMatch(expected)
})
