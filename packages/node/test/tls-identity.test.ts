import { createPrivateKey } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { TLS_1_2, TLS_1_3, type ConnectOptions } from '../src/index.ts'
import { clientIdentity, serverIdentity, type Identity } from './support/identity.ts'
import { failed, opened } from './support/recorder.ts'
import { serve, tlsOf, versions, type WsServer } from './support/ws-server.ts'

let identity: Identity
let client: Identity & { readonly ca: string }

beforeAll(async () => {
  identity = await serverIdentity()
  client = await clientIdentity()
})

describe('ca', () => {
  it.each([
    ['text', (pem: string) => pem],
    ['bytes', (pem: string) => new TextEncoder().encode(pem)],
    ['a Buffer', (pem: string) => Buffer.from(pem)],
    ['a list', (pem: string) => [client.ca, pem]],
    ['a list of bytes', (pem: string) => [Buffer.from(pem)]],
  ] as const)('is trusted as %s', async (_, form) => {
    const server = await serve({ tls: identity })
    const recorder = await opened(server.url, { ca: form(identity.cert) })
    expect(recorder.types).toEqual(['open'])
  })

  it('of another one is refused with ERR_TLS_FAILED', async () => {
    const server = await serve({ tls: identity })
    expect((await failed(server.url, { ca: client.ca })).code).toBe('ERR_TLS_FAILED')
  })

  it('holds for its own connection alone', async () => {
    const server = await serve({ tls: identity })
    await opened(server.url, { ca: identity.cert })
    expect((await failed(server.url)).code).toBe('ERR_TLS_FAILED')
  })
})

describe('a self-signed certificate', () => {
  it('is refused with ERR_TLS_FAILED, and the cause is kept', async () => {
    const server = await serve({ tls: identity })
    const error = await failed(server.url)
    expect(error.code).toBe('ERR_TLS_FAILED')
    expect(error.cause).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    expect(error.cause).toBeInstanceOf(Error)
  })

  it('is taken with rejectUnauthorized: false', async () => {
    const server = await serve({ tls: identity })
    expect((await opened(server.url, { rejectUnauthorized: false })).types).toEqual(['open'])
  })

  it('is refused with rejectUnauthorized: true', async () => {
    const server = await serve({ tls: identity })
    expect((await failed(server.url, { rejectUnauthorized: true })).code).toBe('ERR_TLS_FAILED')
  })
})

it('a certificate that has expired is refused with ERR_TLS_FAILED', async () => {
  const expired = await serverIdentity({ notAfter: new Date('2020-01-01') })
  const server = await serve({ tls: expired })
  const error = await failed(server.url, { ca: expired.cert })
  expect(error).toMatchObject({ code: 'ERR_TLS_FAILED', cause: { code: 'CERT_HAS_EXPIRED' } })
})

it('a server that speaks no TLS is ERR_TLS_FAILED', async () => {
  const server = await serve()
  const error = await failed(server.url.replace('ws:', 'wss:'))
  expect(error.code).toBe('ERR_TLS_FAILED')
})

describe('the host name', () => {
  const elsewhere = (): Promise<Identity> => serverIdentity({ names: ['other.test'], ips: [] })

  it('that the certificate does not have is ERR_TLS_FAILED', async () => {
    const other = await elsewhere()
    const server = await serve({ tls: other })
    const error = await failed(`wss://localhost:${server.port}/`, { ca: other.cert })
    expect(error).toMatchObject({
      code: 'ERR_TLS_FAILED',
      cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    })
  })

  it('of a URI by address is checked too', async () => {
    const other = await elsewhere()
    const server = await serve({ tls: other })
    expect((await failed(server.url, { ca: other.cert })).code).toBe('ERR_TLS_FAILED')
  })

  it('is told to the server by SNI', async () => {
    const server = await serve({ tls: identity })
    await opened(`wss://localhost:${server.port}/`, { ca: identity.cert })
    expect(tlsOf(await server.nextPeer()).servername).toBe('localhost')
  })

  it('is not told where it is an address', async () => {
    const server = await serve({ tls: identity })
    await opened(server.url, { ca: identity.cert })
    expect(tlsOf(await server.nextPeer()).servername).toBe(false)
  })

  it('is replaced by servername, in SNI and in the check', async () => {
    const other = await elsewhere()
    const server = await serve({ tls: other })
    await opened(server.url, { ca: other.cert, servername: 'other.test' })
    expect(tlsOf(await server.nextPeer()).servername).toBe('other.test')
  })

  it('by servername is checked against the certificate', async () => {
    const server = await serve({ tls: identity })
    const uri = `wss://localhost:${server.port}/`
    const error = await failed(uri, { ca: identity.cert, servername: 'wrong.test' })
    expect(error).toMatchObject({
      code: 'ERR_TLS_FAILED',
      cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    })
  })
})

describe.each([TLS_1_2, TLS_1_3] as const)(
  'a server of %s that wants a client certificate',
  (tls) => {
    const guarded = (): Promise<WsServer> =>
      serve({
        tls: {
          ...identity,
          ...versions(tls),
          requestCert: true,
          rejectUnauthorized: true,
          ca: client.ca,
        },
      })
    const trusting = (options: ConnectOptions): ConnectOptions => ({
      ca: identity.cert,
      ...options,
    })

    it('opens with cert and key', async () => {
      const server = await guarded()
      const { key, cert } = client
      await opened(server.url, trusting({ key, cert }))
      const socket = tlsOf(await server.nextPeer())
      expect(socket.authorized).toBe(true)
      expect(socket.getPeerCertificate().subject.CN).toBe('a client')
    })

    it('opens with bytes, and with lists', async () => {
      const server = await guarded()
      await opened(
        server.url,
        trusting({ key: Buffer.from(client.key), cert: Buffer.from(client.cert) }),
      )
      await opened(server.url, trusting({ key: [client.key], cert: [client.cert] }))
    })

    it('opens with an encrypted key and its passphrase', async () => {
      const server = await guarded()
      const key = encrypted('open sesame')
      await opened(server.url, trusting({ key, cert: client.cert, passphrase: 'open sesame' }))
      expect(tlsOf(await server.nextPeer()).authorized).toBe(true)
    })

    it('refuses a client without one, with ERR_TLS_FAILED', async () => {
      const server = await guarded()
      expect((await failed(server.url, trusting({}))).code).toBe('ERR_TLS_FAILED')
    })

    it('refuses a certificate of another authority; Node’s server ends TCP and does not tell why', async () => {
      const server = await guarded()
      const { key, cert } = await clientIdentity()
      const error = await failed(server.url, trusting({ key, cert }))
      expect(error).toMatchObject({ code: 'ERR_CONNECT_FAILED', cause: { code: 'ECONNRESET' } })
    })
  },
)

function encrypted(passphrase: string): string {
  const format = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase } as const
  return createPrivateKey(client.key).export(format).toString()
}

describe('what OpenSSL cannot read is ERR_TLS_FAILED, after connect has returned:', () => {
  it.each([
    ['a certificate that is no PEM', () => ({ cert: 'no PEM', key: client.key })],
    ['a key that is no PEM', () => ({ cert: client.cert, key: 'no PEM' })],
    ['a key that is not the certificate’s', () => ({ cert: client.cert, key: identity.key })],
    ['an encrypted key without its passphrase', () => ({ cert: client.cert, key: encrypted('a') })],
    [
      'an encrypted key with the wrong passphrase',
      () => ({ cert: client.cert, key: encrypted('a'), passphrase: 'b' }),
    ],
  ])('%s', async (_, options) => {
    const server = await serve({ tls: identity })
    const error = await failed(server.url, { ca: identity.cert, ...options() })
    expect(error.code).toBe('ERR_TLS_FAILED')
    expect(error.cause).toBeInstanceOf(Error)
  })
})
