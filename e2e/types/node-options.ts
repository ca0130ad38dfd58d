// What only Node has: the umbrella's one declaration takes it, and so does each entry for Node.
import { WebSockets, TLS_1_2, type ConnectOptions } from 'wsevent'
import { WebSockets as FromEntry } from 'wsevent/node'
import { WebSockets as FromPackage } from '@wsevent/node'

const uri = 'wss://example.com'
const pem = new Uint8Array(1)

export const options: ConnectOptions = {
  tls: TLS_1_2,
  headers: { authorization: 'Bearer x', 'x-list': ['a', 'b'] },
  agent: {},
  proxy: 'http://proxy.example.com:3128',
  ca: ['pem', pem],
  cert: pem,
  key: 'pem',
  passphrase: 'secret',
  servername: 'example.com',
  rejectUnauthorized: false,
  maxPayload: 1024,
  compression: true,
}

const umbrella = new WebSockets()
for (const client of [umbrella, new FromEntry(), new FromPackage()]) client.connect(uri, options)
for (const tls of [umbrella.TLS_1_0, WebSockets.TLS_1_1, TLS_1_2, undefined] as const)
  umbrella.connect(uri, { tls })

// @ts-expect-error a version is one of the four constants
umbrella.connect(uri, { tls: 'SSLv3' })
// @ts-expect-error headers are text
umbrella.connect(uri, { headers: { 'x-count': 1 } })
// @ts-expect-error an agent is an object
umbrella.connect(uri, { agent: 'proxy' })
for (const proxy of [true, false, { href: 'http://proxy.example.com' }, undefined])
  umbrella.connect(uri, { proxy })
// @ts-expect-error a proxy is a URL or a boolean
umbrella.connect(uri, { proxy: 3128 })
// @ts-expect-error a certificate is PEM
umbrella.connect(uri, { ca: 1 })
// @ts-expect-error a boolean
umbrella.connect(uri, { rejectUnauthorized: 'no' })
// @ts-expect-error bytes
umbrella.connect(uri, { maxPayload: '1kb' })
// @ts-expect-error a boolean
umbrella.connect(uri, { compression: {} })
// @ts-expect-error Node alone does not make an option known
umbrella.connect(uri, { minVersion: 'TLSv1' })
