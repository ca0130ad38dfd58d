// What only Node has is refused at compile time where the entry says browser.
import { WebSockets } from 'wsevent/browser'
import { WebSockets as FromPackage, TLS_1_2, type ConnectOptions } from '@wsevent/browser'
import { expectType } from './same.ts'

const uri = 'wss://example.com'
const ws = new WebSockets()
const other = new FromPackage()

ws.connect(uri, { port: 8443, protocols: ['chat'] })
other.connect(uri, { port: 8443, protocols: ['chat'] })

type NodeOnly = Extract<
  keyof ConnectOptions,
  | 'tls'
  | 'headers'
  | 'agent'
  | 'ca'
  | 'cert'
  | 'key'
  | 'passphrase'
  | 'servername'
  | 'rejectUnauthorized'
  | 'maxPayload'
  | 'compression'
>
export const none = (option: NodeOnly) => expectType<never>()(option)

// @ts-expect-error the browser chooses its own TLS version
ws.connect(uri, { tls: TLS_1_2 })
// @ts-expect-error the browser chooses its own TLS version
other.connect(uri, { tls: TLS_1_2 })
// @ts-expect-error a page has no way to set a header
ws.connect(uri, { headers: {} })
// @ts-expect-error a page has no way to set a header
other.connect(uri, { headers: {} })
// @ts-expect-error for Node
ws.connect(uri, { agent: {} })
// @ts-expect-error for Node
ws.connect(uri, { ca: 'pem' })
// @ts-expect-error for Node
ws.connect(uri, { cert: 'pem' })
// @ts-expect-error for Node
ws.connect(uri, { key: 'pem' })
// @ts-expect-error for Node
ws.connect(uri, { passphrase: 'secret' })
// @ts-expect-error for Node
ws.connect(uri, { servername: 'example.com' })
// @ts-expect-error for Node
ws.connect(uri, { rejectUnauthorized: false })
// @ts-expect-error for Node
ws.connect(uri, { maxPayload: 1 })
// @ts-expect-error for Node
ws.connect(uri, { compression: true })
