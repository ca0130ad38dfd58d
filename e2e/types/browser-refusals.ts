// What only Node has is refused at compile time where the entry says browser.
import { WebSockets, type ConnectOptions } from 'wsevent/browser'
import { WebSockets as FromPackage, type ConnectOptions as OfPackage } from '@wsevent/browser'
import type { ConnectOptions as OptionsOfNode } from 'wsevent/node'
import { expectType } from './same.ts'

const uri = 'wss://example.com'
const ws = new WebSockets()
const other = new FromPackage()

ws.connect(uri, { port: 8443, protocols: ['chat'] })
other.connect(uri, { port: 8443, protocols: ['chat'] })

/** What Node has beyond a browser: exactly these. */
type Beyond<Options> = Exclude<keyof OptionsOfNode, keyof Options>
type NodeOnly =
  | ('tls' | 'headers' | 'agent' | 'proxy' | 'ca' | 'cert' | 'key' | 'passphrase' | 'servername')
  | ('rejectUnauthorized' | 'maxPayload' | 'compression')
export const beyond = (option: Beyond<ConnectOptions>) => expectType<NodeOnly>()(option)
export const same = (option: Beyond<OfPackage>) => expectType<NodeOnly>()(option)

// @ts-expect-error the browser chooses its own TLS version
ws.connect(uri, { tls: 'TLSv1.2' })
// @ts-expect-error a page has no way to set a header
other.connect(uri, { headers: {} })
