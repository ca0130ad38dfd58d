// `event.type === ONMESSAGE` says what the event has, wherever the constant is read.
import {
  ONCLOSE,
  ONMESSAGE,
  ONOPEN,
  WebSockets,
  type TlsInfo,
  type WebSocketsCloseEvent,
  type WebSocketsErrorEvent,
  type WebSocketsEvent,
  type WebSocketsMessageEvent,
  type WebSocketsOpenEvent,
} from 'wsevent'
import { expectType } from './same.ts'

const ws = WebSockets.new()

export function onInstance(event: WebSocketsEvent): void {
  if (event.type === ws.ONMESSAGE) {
    expectType<string | ArrayBuffer>()(event.data)
    // @ts-expect-error a message has no close code
    void event.code
  } else if (event.type === ws.ONOPEN) {
    expectType<string>()(event.protocol)
    expectType<number>()(event.attempt)
    expectType<TlsInfo | undefined>()(event.tls)
  } else if (event.type === ws.ONCLOSE) {
    expectType<number>()(event.code)
    expectType<string>()(event.reason)
    expectType<boolean>()(event.wasClean)
    expectType<boolean>()(event.willReconnect)
    expectType<number | undefined>()(event.delay)
  } else {
    expectType<WebSocketsErrorEvent>()(event)
    expectType<number | undefined>()(event.status)
    expectType<unknown>()(event.cause)
  }
}

export function onModuleAndClass(event: WebSocketsEvent): WebSocketsEvent {
  if (event.type === ONMESSAGE) return expectType<WebSocketsMessageEvent>()(event)
  if (event.type === WebSockets.ONOPEN) return expectType<WebSocketsOpenEvent>()(event)
  if (event.type === ONCLOSE) return expectType<WebSocketsCloseEvent>()(event)
  if (event.type === WebSockets.ONERROR) return expectType<WebSocketsErrorEvent>()(event)
  return expectType<never>()(event)
}

export function unnarrowed(event: WebSocketsEvent): void {
  // @ts-expect-error only a message has data
  void event.data
  // @ts-expect-error there is no such type of event
  void (event.type === 'ping')
  // @ts-expect-error an event is nobody's to change
  event.type = ONOPEN
}
