// The W3C class without `lib: dom`: what it takes and what it gives.
import { CloseEvent, WebSocket, type SocketCloseEvent } from 'wsevent/websocket'
import { expectType } from './same.ts'

const uri = 'wss://example.com'
const socket = new WebSocket(uri, ['a'], { reconnect: true, headers: { a: 'b' } })

expectType<WebSocket>()(new WebSocket(uri))
expectType<0 | 1 | 2 | 3>()(socket.readyState)
expectType<'blob' | 'arraybuffer'>()(socket.binaryType)
expectType<0>()(WebSocket.CONNECTING)
expectType<3>()(socket.CLOSED)
expectType<SocketCloseEvent>()(new CloseEvent('close', { code: 1000 }))

socket.onmessage = ({ data, origin }) => [data, origin]
socket.onerror = ({ code, reason, cause }) => [code, reason, cause]
socket.onclose = ({ code, wasClean, willReconnect, delay, unsent }) => [
  code,
  wasClean,
  willReconnect,
  delay,
  unsent,
]
socket.addEventListener('close', (event) => event.code, { once: true })
socket.addEventListener('open', { handleEvent: (event) => event.type })
socket.removeEventListener('mine', null)
socket.send(new Uint8Array(1))
socket.close(1000, 'bye')

const Bound = WebSocket.with({ heartbeat: {} })
expectType<typeof WebSocket>()(Bound)
expectType<WebSocket>()(new Bound(uri))
expectType<WebSocket>()(new WebSocket(async () => uri, [], { reconnect: true }))

// @ts-expect-error a URL is needed
expectType<WebSocket>()(new WebSocket())
// @ts-expect-error no such option
expectType<WebSocket>()(new WebSocket(uri, [], { reconect: true }))
// @ts-expect-error read-only
socket.readyState = 1
// @ts-expect-error another type of binary
socket.binaryType = 'nodebuffer'
