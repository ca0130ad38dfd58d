// Every member of the class, with what it takes and what it gives; wrong types are refused.
import {
  WebSockets,
  WebSocketsError,
  type ErrorCode,
  type WebSocketsCloseEvent,
  type WebSocketsErrorEvent,
  type WebSocketsEvent,
  type WebSocketsListener,
  type WebSocketsMessageEvent,
  type WebSocketsOpenEvent,
} from 'wsevent'
import { expectType } from './same.ts'

const ws = new WebSockets()
const uri = 'wss://example.com'

expectType<0 | 1 | 2 | 3>()(ws.readyState)
expectType<string>()(ws.url)
expectType<string>()(ws.protocol)
expectType<number>()(ws.bufferedAmount)
expectType<Promise<WebSocketsOpenEvent>>()(ws.opened)
expectType<Promise<WebSocketsCloseEvent>>()(ws.closed)
// @ts-expect-error read alone
ws.readyState = 1

ws.addEventListener(ws.WSEVENT, (event) => expectType<WebSocketsEvent>()(event))
ws.addEventListener(ws.ONOPEN, (event) => expectType<WebSocketsOpenEvent>()(event))
ws.addEventListener(ws.ONMESSAGE, (event) => expectType<WebSocketsMessageEvent>()(event))
ws.addEventListener(ws.ONCLOSE, (event) => expectType<WebSocketsCloseEvent>()(event))
ws.addEventListener(ws.ONERROR, (event) => expectType<WebSocketsErrorEvent>()(event))
ws.addEventListener('message', ({ data }) => expectType<string | ArrayBuffer>()(data))
ws.addEventListener(ws.ONOPEN, () => undefined, { once: true })
// @ts-expect-error there is no such event
ws.addEventListener('ping', () => undefined)
// @ts-expect-error a handler is a function
ws.addEventListener(ws.ONOPEN, 'handler')
// @ts-expect-error a handler of messages hears no other event
ws.addEventListener(ws.WSEVENT, (event: WebSocketsMessageEvent) => event)
// @ts-expect-error there is no such option
ws.addEventListener(ws.ONOPEN, () => undefined, { passive: true })
// @ts-expect-error `once` is a boolean
ws.addEventListener(ws.ONOPEN, () => undefined, { once: 1 })

const onMessage: WebSocketsListener<'message'> = (event) =>
  expectType<WebSocketsMessageEvent>()(event)
const onAny: WebSocketsListener = (event) => expectType<WebSocketsEvent>()(event)
ws.removeEventListener(ws.ONMESSAGE, onMessage)
ws.removeEventListener(ws.WSEVENT, onAny)

ws.connect({ href: uri })
ws.connect(() => uri)
ws.connect(async () => ({ uri, protocols: ['a'], headers: { token: 'b' } }))
ws.connect(uri, { port: 8443, protocols: 'chat', connectTimeout: 1000, closeTimeout: 1000 })
ws.connect(uri, { reconnect: { attempts: 3, minDelay: 1, maxDelay: 2 } })
ws.connect(uri, { reconnect: { shouldReconnect: ({ code }) => code !== 4000 } })
ws.connect(uri, { heartbeat: { interval: 1000, timeout: 1000, message: 'ping' } })
ws.connect(uri, { queue: { maxBytes: 1024 } })
ws.connect(uri, { reconnect: true, heartbeat: false, queue: true, port: undefined })
// @ts-expect-error a URI is text, a URL, or a function
ws.connect(42)
// @ts-expect-error a URI is needed
ws.connect()
// @ts-expect-error a port is a number
ws.connect(uri, { port: '8443' })
// @ts-expect-error there is no such option
ws.connect(uri, { timeout: 1000 })
// @ts-expect-error protocols are text
ws.connect(uri, { protocols: [1] })
ws.connect(uri, { heartbeat: true })
// @ts-expect-error a heartbeat is a boolean or has numbers of its own
ws.connect(uri, { heartbeat: 1000 })
// @ts-expect-error nor has a group others
ws.connect(uri, { reconnect: { retries: 3 } })

ws.disconnect()
ws.disconnect(3000, 'enough')
// @ts-expect-error a code is a number
ws.disconnect('3000')
// @ts-expect-error a reason is text
ws.disconnect(3000, 7)

for (const data of [
  'text',
  new ArrayBuffer(1),
  new Uint8Array(1),
  new DataView(new ArrayBuffer(1)),
])
  ws.send(data)
// @ts-expect-error never "[object Object]"
ws.send({})
// @ts-expect-error nor "null"
ws.send(null)
// @ts-expect-error nor a number
ws.send(1)

export async function iterate(): Promise<void> {
  for await (const data of ws) expectType<string | ArrayBuffer>()(data)
  await ws[Symbol.asyncDispose]()
}

export function explain(error: unknown): ErrorCode | undefined {
  return error instanceof WebSocketsError ? expectType<ErrorCode>()(error.code) : undefined
}
// @ts-expect-error there is no such code
export const unknownCode: ErrorCode = 'ERR_UNKNOWN'
