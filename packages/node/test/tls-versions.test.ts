import { Agent } from 'node:https'
import nodeTls from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3, type TlsVersion } from '../src/index.ts'
import { serverIdentity } from './support/identity.ts'
import { failed, opened, refused } from './support/recorder.ts'
import { versions } from './support/server.ts'
import { serve } from './support/ws-server.ts'

const ALL = [TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3] as const
const LEGACY = [TLS_1_0, TLS_1_1] as const
const NOT_LEGACY = [undefined, TLS_1_2] as const

const [ec, rsa, weak] = await Promise.all([
  serverIdentity(),
  serverIdentity({ keyType: 'rsa' }),
  serverIdentity({ keyType: 'rsa', keySize: 512 }),
])
const ca = ec.cert

/** A server that speaks the versions from `min` to `max`. */
const serving = (min: TlsVersion, max = min, identity = ec) =>
  serve({ tls: { ...identity, ...versions(min, max) } })

const servingAll = () => serving(TLS_1_0, TLS_1_3)

describe.each([
  ['ec', ec],
  ['rsa', rsa],
])('with a certificate of type %s', (_, identity) => {
  it.each(ALL)('%s opens against a server of that version, and ONOPEN reports it', async (tls) => {
    const { url } = await serving(tls, tls, identity)
    const { open, recorder, client } = await opened(url, { tls, ca: identity.cert })
    const cipher = expect.stringMatching(/^TLS_\w+$/) as string
    expect(open.tls).toEqual({ protocol: tls, cipher })
    client.send('hello')
    expect(await recorder.received(1)).toEqual(['hello'])
  })

  it.each(ALL)('%s is what a server of all versions is held to', async (tls) => {
    const { url } = await serving(TLS_1_0, TLS_1_3, identity)
    for (const uri of [url, () => url]) {
      expect((await opened(uri, { tls, ca: identity.cert })).open.tls?.protocol).toBe(tls)
    }
  })
})

it.each(ALL)('%s is ERR_TLS_FAILED against a server of any other version', async (tls) => {
  for (const version of ALL.filter((other) => other !== tls)) {
    const error = await failed((await serving(version)).url, { ca, tls })
    expect(error.code).toBe('ERR_TLS_FAILED')
    expect(error.cause).toBeInstanceOf(Error)
  }
})

it.each(['ws:', 'http:'])('tls is refused for %s, which has none', async (scheme) => {
  const uri = `${scheme}//127.0.0.1/`
  const { code, message } = refused(uri, { tls: TLS_1_2 })
  expect(code).toBe('ERR_INVALID_OPTION')
  expect(message).toContain('"tls"')
  const error = await failed(() => uri, { tls: TLS_1_2 })
  expect(error).toMatchObject({ code: 'ERR_URI_PROVIDER', cause: { code, message } })
})

it.each<[string, TlsVersion, TlsVersion, TlsVersion]>([
  ['1.2 with a server of that', TLS_1_2, TLS_1_2, TLS_1_2],
  ['1.3 with a server of that', TLS_1_3, TLS_1_3, TLS_1_3],
  ['the newest that both have', TLS_1_0, TLS_1_3, TLS_1_3],
])('left out, tls is %s', async (_, min, max, expected) => {
  const { url } = await serving(min, max)
  expect((await opened(url, { ca })).open.tls?.protocol).toBe(expected)
})

it('left out, tls is no less than what Node was started with', async () => {
  const { DEFAULT_MIN_VERSION: before } = nodeTls
  onTestFinished(() => void (nodeTls.DEFAULT_MIN_VERSION = before))
  nodeTls.DEFAULT_MIN_VERSION = TLS_1_3
  expect((await failed((await serving(TLS_1_2)).url, { ca })).code).toBe('ERR_TLS_FAILED')
})

describe('a legacy connection', () => {
  it.each(LEGACY)('of %s weakens no other one, while it is open and after', async (version) => {
    const [all, old] = await Promise.all([servingAll(), serving(version)])
    const others = async (): Promise<unknown[]> => {
      const { open } = await opened(all.url, { ca })
      const errors = await Promise.all(NOT_LEGACY.map((tls) => failed(old.url, { ca, tls })))
      return [open.tls, ...errors.map(({ code }) => code)]
    }
    const before = await others()
    expect(before.slice(1)).toEqual(['ERR_TLS_FAILED', 'ERR_TLS_FAILED'])
    const opening = opened(old.url, { ca, tls: version })
    expect(await others()).toEqual(before)
    const { client } = await opening
    expect(await others()).toEqual(before)
    client.disconnect()
    await client.closed
    expect(await others()).toEqual(before)
  })

  it('leaves a weak key, which it would take itself, refused by the others', async () => {
    const { url } = await serving(TLS_1_0, TLS_1_2, weak)
    const { client } = await opened(url, { ca: weak.cert, tls: TLS_1_0 })
    for (const tls of NOT_LEGACY) {
      expect((await failed(url, { ca: weak.cert, tls })).code).toBe('ERR_TLS_FAILED')
    }
    expect(client.readyState).toBe(1)
  })

  it('leaves the defaults of the process as they were', async () => {
    const { DEFAULT_CIPHERS, DEFAULT_MIN_VERSION, DEFAULT_MAX_VERSION } = nodeTls
    await opened((await serving(TLS_1_0)).url, { ca, tls: TLS_1_0 })
    expect(nodeTls).toMatchObject({ DEFAULT_CIPHERS, DEFAULT_MIN_VERSION, DEFAULT_MAX_VERSION })
  })
})

describe('an agent with versions of its own', () => {
  it.each<[TlsVersion | undefined, string]>([
    [undefined, 'negotiated TLSv1.1, asked for TLSv1.2 or newer'],
    [TLS_1_2, 'negotiated TLSv1.1, asked for TLSv1.2'],
  ])('is ERR_TLS_FAILED for tls %s, and the server’s connection ends', async (tls, message) => {
    const server = await servingAll()
    const agent = new Agent(versions(TLS_1_0, TLS_1_1))
    const error = await failed(server.url, { ca, tls, agent })
    expect(error).toMatchObject({ code: 'ERR_TLS_FAILED', cause: { message } })
    expect(error.reason).toContain(message)
    expect(await (await server.nextPeer()).closed).toBe(1006)
  })

  it('opens if it agrees with tls, and else is ERR_TLS_FAILED', async () => {
    const { url } = await servingAll()
    const agent = new Agent({ maxVersion: TLS_1_2 })
    expect((await opened(url, { ca, agent, tls: TLS_1_2 })).open.tls?.protocol).toBe(TLS_1_2)
    expect((await failed(url, { ca, agent, tls: TLS_1_3 })).code).toBe('ERR_TLS_FAILED')
  })
})

it('ONOPEN has no tls on a connection without', async () => {
  expect((await opened((await serve()).url)).open).not.toHaveProperty('tls')
})
