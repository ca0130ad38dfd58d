import { generate, type SelfsignedOptions } from 'selfsigned'

const ALGORITHM = { keyType: 'ec', algorithm: 'sha256' } as const

/** The certificate's DNS name and addresses, and what else it is made of. */
interface IdentitySettings extends SelfsignedOptions {
  readonly name?: string
  readonly ips?: readonly string[]
}

/** A key and its self-signed certificate in PEM, which is its own authority. */
export async function serverIdentity(settings: IdentitySettings = {}) {
  const { name = 'localhost', ips = ['127.0.0.1'], ...options } = settings
  const made = await generate([{ name: 'commonName', value: name }], {
    ...ALGORITHM,
    ...(options.notAfterDate && { notBeforeDate: new Date(0) }),
    ...options,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [{ type: 2, value: name }, ...ips.map((ip) => ({ type: 7 as const, ip }))],
      },
    ],
  })
  return { key: made.private, cert: made.cert }
}

/** A client's key and certificate, and the authority that signed it. */
export async function clientIdentity() {
  const authority = await generate([{ name: 'commonName', value: 'an authority' }], {
    ...ALGORITHM,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true },
    ],
  })
  const client = await generate([{ name: 'commonName', value: 'a client' }], {
    ...ALGORITHM,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [{ name: 'extKeyUsage', clientAuth: true }],
  })
  return { key: client.private, cert: client.cert, ca: authority.cert }
}
