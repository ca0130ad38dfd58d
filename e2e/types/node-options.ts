// What only Node has: the umbrella's one declaration takes it, and so does each entry of Node's.
import { WebSockets, TLS_1_2, type ConnectOptions } from 'wsevent'
import { WebSockets as FromEntry } from 'wsevent/node'
import { WebSockets as FromPackage } from '@wsevent/node'

const uri = 'wss://example.com'
const pem = new Uint8Array(1)

export const options: ConnectOptions = {
  tls: TLS_1_2,
  headers: { authorization: 'Bearer x', 'x-list': ['a', 'b'] },
  agent: {},
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
umbrella.connect(uri, options)
umbrella.connect(uri, { tls: umbrella.TLS_1_0 })
umbrella.connect(uri, { tls: WebSockets.TLS_1_1 })
umbrella.connect(uri, { tls: TLS_1_2 })
umbrella.connect(uri, { tls: undefined })
new FromEntry().connect(uri, options)
new FromPackage().connect(uri, options)

// @ts-expect-error a version is one of the four constants
umbrella.connect(uri, { tls: 'SSLv3' })
// @ts-expect-error nor a number
umbrella.connect(uri, { tls: 1.2 })
// @ts-expect-error headers are text
umbrella.connect(uri, { headers: { 'x-count': 1 } })
// @ts-expect-error an agent is an object
umbrella.connect(uri, { agent: 'proxy' })
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
