import { generate } from 'selfsigned'

/** A key and its certificate, in PEM. */
interface Identity {
  readonly key: string
  readonly cert: string
}

/** Makes a self-signed certificate for localhost and 127.0.0.1, which is its own authority. */
export async function serverIdentity(
  keyType: 'rsa' | 'ec' = 'ec',
  names: readonly string[] = ['localhost'],
): Promise<Identity> {
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    keyType,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  })
  return { key: made.private, cert: made.cert }
}
