import selfsigned from 'selfsigned'

const DAY = 24 * 60 * 60 * 1000

/**
 * A certificate for this machine alone, made on the spot and never written to disk.
 * @returns {Promise<{ cert: string, key: string }>} both as PEM
 */
export async function makeCertificate() {
  try {
    const { cert, private: key } = await generate()
    return { cert, key }
  } catch (cause) {
    throw new Error(
      `No certificate for wss: could be made (${cause.message}): check this machine's clock and OpenSSL.`,
      { cause },
    )
  }
}

function generate() {
  return selfsigned.generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 7 * DAY),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  })
}
