import { generate } from 'selfsigned'

/** A key and its certificate, in PEM. */
export interface Identity {
  readonly key: string
  readonly cert: string
}

/** What a server's certificate is made of. */
export interface IdentitySettings {
  readonly keyType?: 'rsa' | 'ec'
  /** DNS names. */
  readonly names?: readonly string[]
  readonly ips?: readonly string[]
  readonly notAfter?: Date
  /** Bits of an RSA key. */
  readonly keySize?: number
}

/** A self-signed certificate, which is its own authority. */
export async function serverIdentity(settings: IdentitySettings = {}): Promise<Identity> {
  const { keyType = 'ec', names = ['localhost'], ips = ['127.0.0.1'], notAfter, keySize } = settings
  const altNames = [
    ...names.map((value) => ({ type: 2 as const, value })),
    ...ips.map((ip) => ({ type: 7 as const, ip })),
  ]
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'nobody' }], {
    keyType,
    algorithm: 'sha256',
    ...(keySize && { keySize }),
    ...(notAfter && { notBeforeDate: new Date(0), notAfterDate: notAfter }),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  })
  return { key: made.private, cert: made.cert }
}

/** A client's certificate, and the authority that signed it. */
export async function clientIdentity(): Promise<Identity & { readonly ca: string }> {
  const authority = await generate([{ name: 'commonName', value: 'an authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true },
    ],
  })
  const client = await generate([{ name: 'commonName', value: 'a client' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [{ name: 'extKeyUsage', clientAuth: true }],
  })
  return { key: client.private, cert: client.cert, ca: authority.cert }
}
