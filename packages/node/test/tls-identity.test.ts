import { createPrivateKey } from 'node:crypto'
import { Agent } from 'node:https'
import { describe, expect, it } from 'vitest'
import { TLS_1_2, TLS_1_3, type ConnectOptions } from '../src/index.ts'
import { clientIdentity, serverIdentity } from './support/identity.ts'
import { failed, opened, pair } from './support/recorder.ts'
import { open } from './support/seam.ts'
import { versions } from './support/server.ts'
import { serve, tlsOf } from './support/ws-server.ts'

const [own, other, expired, client, stranger] = await Promise.all([
  serverIdentity(),
  serverIdentity({ name: 'other.test', ips: [] }),
  serverIdentity({ notAfterDate: new Date('2020-01-01') }),
  clientIdentity(),
  clientIdentity(),
])
const trust = { ca: own.cert }

describe('ca', () => {
  it.each([
    ['text', own.cert],
    ['bytes', new TextEncoder().encode(own.cert)],
    ['a Buffer', Buffer.from(own.cert)],
    ['a list', [client.ca, own.cert]],
    ['a list of bytes', [Buffer.from(own.cert)]],
  ])('is trusted as %s, for its own connection alone', async (_, ca) => {
    const { url } = await serve({ tls: own })
    await opened(url, { ca })
    expect((await failed(url)).code).toBe('ERR_TLS_FAILED')
  })

  it('is not needed with rejectUnauthorized: false', async () => {
    const { peer } = await pair(serve({ tls: own }), { rejectUnauthorized: false })
    expect(tlsOf(peer).encrypted).toBe(true)
  })
})

describe('ERR_TLS_FAILED', () => {
  const NAME = /^ERR_TLS_CERT_ALTNAME_INVALID$/
  const SELF_SIGNED = /^DEPTH_ZERO_SELF_SIGNED_CERT$/

  it.each<[string, object | undefined, string, ConnectOptions, RegExp]>([
    ['a certificate that nobody vouches for', own, '127.0.0.1', {}, SELF_SIGNED],
    ['one that another ca vouches for', own, '127.0.0.1', { ca: client.ca }, SELF_SIGNED],
    ['an expired one', expired, '127.0.0.1', { ca: expired.cert }, /^CERT_HAS_EXPIRED$/],
    ['one of another name', other, 'localhost', { ca: other.cert }, NAME],
    ['one without the address', other, '127.0.0.1', { ca: other.cert }, NAME],
    ['one without servername', own, 'localhost', { ...trust, servername: 'no.test' }, NAME],
    ['a server that speaks no TLS', undefined, '127.0.0.1', {}, /^(EPROTO|ERR_SSL_.*)$/],
  ])('is %s, and has its cause', async (_, tls, host, options, expected) => {
    const { port } = await serve(tls && { tls })
    const { code, cause, reason } = await failed(`wss://${host}:${port}/`, options)
    expect(code).toBe('ERR_TLS_FAILED')
    expect(cause?.code).toMatch(expected)
    // OpenSSL's own reason, without what it packs around it.
    expect(cause?.message).toContain(/ failed \((.+)\): /.exec(reason)?.[1])
  })
})

describe('SNI', () => {
  const named = { ca: other.cert, servername: 'other.test' }

  it.each<[string, object, string, ConnectOptions, string | false]>([
    ['tells the server the host', own, 'localhost', trust, 'localhost'],
    ['tells no address', own, '127.0.0.1', trust, false],
    ['tells servername in place of the host', other, '127.0.0.1', named, 'other.test'],
  ])('%s', async (_, tls, host, options, expected) => {
    const server = await serve({ tls })
    await opened(`wss://${host}:${server.port}/`, options)
    expect(tlsOf(await server.nextPeer()).servername).toBe(expected)
  })
})

const { key, cert, ca } = client
const encrypted = createPrivateKey(key)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'a' })
  .toString()

describe.each([TLS_1_2, TLS_1_3] as const)(
  'a server of %s that wants a client certificate',
  (version) => {
    const wanting = { requestCert: true, rejectUnauthorized: true, ca }
    const tls = { ...own, ...versions(version), ...wanting }

    it.each<[string, ConnectOptions]>([
      ['text', { key, cert }],
      ['bytes', { key: Buffer.from(key), cert: Buffer.from(cert) }],
      ['lists', { key: [key], cert: [cert] }],
      ['an encrypted key and its passphrase', { key: encrypted, cert, passphrase: 'a' }],
    ])('opens with %s', async (_, options) => {
      const { peer } = await pair(serve({ tls }), { ...trust, ...options })
      expect(tlsOf(peer).authorized).toBe(true)
      expect(tlsOf(peer).getPeerCertificate().subject.CN).toBe('a client')
    })

    it('refuses a client without one, and does not say why to a stranger', async () => {
      const { url } = await serve({ tls })
      expect((await failed(url, trust)).code).toBe('ERR_TLS_FAILED')
      // Node's server ends TCP, and sends no alert.
      const error = await failed(url, { ...trust, key: stranger.key, cert: stranger.cert })
      expect(error).toMatchObject({ code: 'ERR_CONNECT_FAILED', cause: { code: 'ECONNRESET' } })
    })
  },
)

describe('what OpenSSL cannot read is ERR_TLS_FAILED:', () => {
  it.each<[string, ConnectOptions]>([
    ['a certificate that is no PEM', { cert: 'no PEM', key }],
    ['a key that is no PEM', { cert, key: 'no PEM' }],
    ['a key that is not the certificate’s', { cert, key: own.key }],
    ['an encrypted key without its passphrase', { cert, key: encrypted }],
    ['an encrypted key with the wrong passphrase', { cert, key: encrypted, passphrase: 'b' }],
  ])('%s', async (_, options) => {
    const { url } = await serve({ tls: own })
    const expected = { code: 'ERR_TLS_FAILED', cause: expect.any(Error) as Error }
    expect(await failed(url, options)).toMatchObject(expected)
    // An agent throws within the call, and so openTransport returns the failure.
    const { result } = open(url, { ...options, agent: new Agent() })
    expect(result).toMatchObject(expected)
  })
})
