import { Agent } from 'node:https'
import { DEFAULT_CIPHERS, DEFAULT_MAX_VERSION, DEFAULT_MIN_VERSION } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ONOPEN,
  TLS_1_0,
  TLS_1_1,
  TLS_1_2,
  TLS_1_3,
  WebSockets,
  type ConnectOptions,
  type TlsVersion,
} from '../src/index.ts'
import { serverIdentity } from './support/identity.ts'
import { serveRaw } from './support/raw-server.ts'
import { connect, failed, opened, thrownBy } from './support/recorder.ts'
import { serve, startServer, versions, type WsServer } from './support/ws-server.ts'

const ALL: readonly TlsVersion[] = [TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3]
const LEGACY = [TLS_1_0, TLS_1_1] as const
const MODERN = [TLS_1_2, TLS_1_3] as const
const KEY_TYPES = ['rsa', 'ec'] as const

interface Certified {
  readonly ca: string
  /** A server for each version, which speaks that version only. */
  readonly pinned: ReadonlyMap<TlsVersion, WsServer>
  /** A server that speaks all of them. */
  readonly broad: WsServer
}

const certified = new Map<(typeof KEY_TYPES)[number], Certified>()

beforeAll(async () => {
  for (const keyType of KEY_TYPES) {
    const identity = await serverIdentity({ keyType })
    const pinned = new Map<TlsVersion, WsServer>()
    for (const version of ALL) {
      pinned.set(version, await startServer({ tls: { ...identity, ...versions(version) } }))
    }
    const broad = await startServer({ tls: { ...identity, ...versions(TLS_1_0, TLS_1_3) } })
    certified.set(keyType, { ca: identity.cert, pinned, broad })
  }
})

afterAll(async () => {
  for (const { pinned, broad } of certified.values()) {
    for (const server of [...pinned.values(), broad]) await server.close()
  }
})

function serverOf(version: TlsVersion): string {
  return certified.get('ec')!.pinned.get(version)!.url
}

function trusting(tls?: TlsVersion): ConnectOptions {
  return { ca: certified.get('ec')!.ca, tls }
}

describe.each(KEY_TYPES)('with a certificate of type %s', (keyType) => {
  it.each(ALL)('%s opens against a server of that version, and ONOPEN tells it', async (tls) => {
    const { ca, pinned: servers } = certified.get(keyType)!
    const recorder = await opened(servers.get(tls)!.url, { tls, ca })
    const open = await recorder.first(ONOPEN)
    expect(open.tls?.protocol).toBe(tls)
    expect(open.tls?.cipher).toMatch(/^TLS_\w+$/)
    recorder.client.send('hello')
    expect(await recorder.received(1)).toEqual(['hello'])
  })

  it.each(ALL)('%s is what a server of all versions is held to', async (tls) => {
    const { ca, broad } = certified.get(keyType)!
    const { tls: info } = await (await opened(broad.url, { tls, ca })).first(ONOPEN)
    expect(info?.protocol).toBe(tls)
  })
})

describe.each(ALL)('%s', (tls) => {
  it.each(ALL.filter((version) => version !== tls))(
    'fails with ERR_TLS_FAILED against a server of %s',
    async (version) => {
      const error = await failed(serverOf(version), trusting(tls))
      expect(error.code).toBe('ERR_TLS_FAILED')
      expect(error.cause).toBeInstanceOf(Error)
    },
  )

  it.each(['ws:', 'http:'])('is refused for %s, which has no TLS', (scheme) => {
    const client = new WebSockets()
    const error = thrownBy(() => client.connect(`${scheme}//127.0.0.1/`, { tls }))
    expect(error.code).toBe('ERR_INVALID_OPTION')
    expect(error.message).toContain('"tls"')
    expect(client.readyState).toBe(3)
  })
})

describe('left out, tls', () => {
  it.each(MODERN)('opens against a server of %s', async (version) => {
    const { tls } = await (await opened(serverOf(version), trusting())).first(ONOPEN)
    expect(tls?.protocol).toBe(version)
  })

  it.each(LEGACY)('is refused by a server of %s', async (version) => {
    expect(await failed(serverOf(version), trusting())).toMatchObject({ code: 'ERR_TLS_FAILED' })
  })

  it.each(LEGACY)('tells a server of %s nothing, not even its headers', async (version) => {
    const identity = await serverIdentity()
    let heads = 0
    const { url } = await serveRaw(
      (peer) => {
        heads += 1
        peer.accept()
      },
      { ...identity, ...versions(version) },
    )
    await failed(url, { ca: identity.cert })
    await failed(url, { ca: identity.cert, tls: TLS_1_2 })
    expect(heads).toBe(0)
    await opened(url, { ca: identity.cert, tls: version })
    expect(heads).toBe(1)
  })

  it('takes the newest version that both have', async () => {
    const { ca, broad } = certified.get('ec')!
    const { tls } = await (await opened(broad.url, { ca })).first(ONOPEN)
    expect(tls?.protocol).toBe(TLS_1_3)
  })

  it('means the same when it is undefined', async () => {
    const { tls } = await (await opened(serverOf(TLS_1_2), trusting(undefined))).first(ONOPEN)
    expect(tls?.protocol).toBe(TLS_1_2)
  })
})

describe('a legacy connection', () => {
  it.each(LEGACY)('of %s weakens no other one, while it is open and after', async (version) => {
    const { ca, broad } = certified.get('ec')!
    const { tls: before } = await (await opened(broad.url, { ca })).first(ONOPEN)
    const legacy = connect(serverOf(version), trusting(version))
    const meanwhile = await Promise.all([
      failed(serverOf(version), trusting()),
      failed(serverOf(version), trusting(TLS_1_2)),
      legacy.first(ONOPEN),
    ])
    expect(meanwhile[0].code).toBe('ERR_TLS_FAILED')
    expect(meanwhile[1].code).toBe('ERR_TLS_FAILED')
    expect((await failed(serverOf(version), trusting())).code).toBe('ERR_TLS_FAILED')
    legacy.client.disconnect()
    await legacy.first('close')
    expect((await failed(serverOf(version), trusting())).code).toBe('ERR_TLS_FAILED')
    const { tls: after } = await (await opened(broad.url, { ca })).first(ONOPEN)
    expect(after).toEqual(before)
  })

  it('leaves a weak key, which it would take itself, refused by the others', async () => {
    const weak = await serverIdentity({ keyType: 'rsa', keySize: 512 })
    const server = await serve({ tls: { ...weak, ...versions(TLS_1_0, TLS_1_2) } })
    const legacy = await opened(server.url, { ca: weak.cert, tls: TLS_1_0 })
    for (const tls of [undefined, TLS_1_2] as const) {
      expect((await failed(server.url, { ca: weak.cert, tls })).code).toBe('ERR_TLS_FAILED')
    }
    expect(legacy.client.readyState).toBe(1)
  })

  it('leaves the defaults of the process as they were', async () => {
    const before = [DEFAULT_CIPHERS, DEFAULT_MIN_VERSION, DEFAULT_MAX_VERSION]
    await opened(serverOf(TLS_1_0), trusting(TLS_1_0))
    const { default: now } = await import('node:tls')
    expect([now.DEFAULT_CIPHERS, now.DEFAULT_MIN_VERSION, now.DEFAULT_MAX_VERSION]).toEqual(before)
  })
})

describe('an agent that sets its own versions', () => {
  const legacyAgent = (): Agent => new Agent({ ...versions(TLS_1_0, TLS_1_1) })

  it('fails before ONOPEN where tls asked for another', async () => {
    const agent = new Agent({ maxVersion: TLS_1_2 })
    const { ca, broad } = certified.get('ec')!
    const error = await failed(broad.url, { ca, agent, tls: TLS_1_3 })
    expect(error.code).toBe('ERR_TLS_FAILED')
  })

  it('fails where the version that it negotiated is not the one asked for', async () => {
    const { ca, broad } = certified.get('ec')!
    const error = await failed(broad.url, { ca, agent: legacyAgent(), tls: TLS_1_2 })
    expect(error.code).toBe('ERR_TLS_FAILED')
    expect(error.cause?.message).toBe('negotiated TLSv1.1, asked for TLSv1.2')
  })

  it('fails where tls was left out and it went below 1.2', async () => {
    const { ca, broad } = certified.get('ec')!
    const error = await failed(broad.url, { ca, agent: legacyAgent() })
    expect(error.code).toBe('ERR_TLS_FAILED')
    expect(error.cause?.message).toBe('negotiated TLSv1.1, asked for TLSv1.2 or newer')
  })

  it('leaves no connection at the server when it fails', async () => {
    const identity = await serverIdentity()
    const server = await startServer({ tls: { ...identity, ...versions(TLS_1_0, TLS_1_3) } })
    const peer = server.nextPeer()
    await failed(server.url, { ca: identity.cert, agent: legacyAgent() })
    expect(await (await peer).closed).toBe(1006)
    await server.close()
  })

  it('opens where it agrees with tls', async () => {
    const { ca, broad } = certified.get('ec')!
    const agent = new Agent({ maxVersion: TLS_1_2 })
    const { tls } = await (await opened(broad.url, { ca, agent, tls: TLS_1_2 })).first(ONOPEN)
    expect(tls?.protocol).toBe(TLS_1_2)
  })
})

describe('through a URI function, tls', () => {
  it('with ws: is ERR_URI_PROVIDER, with ERR_INVALID_OPTION as its cause', async () => {
    const error = await failed(() => 'ws://127.0.0.1/', { tls: TLS_1_2 })
    expect(error.code).toBe('ERR_URI_PROVIDER')
    expect(error.cause?.code).toBe('ERR_INVALID_OPTION')
    expect(error.cause?.message).toContain('"tls"')
  })

  it.each(ALL)('%s with wss: is pinned', async (tls) => {
    const recorder = await opened(() => Promise.resolve({ uri: serverOf(tls) }), trusting(tls))
    expect((await recorder.first(ONOPEN)).tls?.protocol).toBe(tls)
  })
})

it('tells nothing of tls on a connection without', async () => {
  const server = await startServer()
  const open = await (await opened(server.url)).first(ONOPEN)
  expect(open).not.toHaveProperty('tls')
  await server.close()
})
