import { WebSockets, type WebSocketsStatus } from 'wsevent'

/** An external store: what it has now, and a call after each change. */
export interface Store<Value> {
  get(): Value
  subscribe(onChange: () => void): () => void
}

/** What a server renders: the status of a client that never connects. */
export const CLOSED: WebSocketsStatus = /* @__PURE__ */ WebSockets.new().status

/** A client's status as a store. */
export function statusOf(ws: WebSockets): Store<WebSocketsStatus> {
  return { get: () => ws.status, subscribe: (onChange) => ws.subscribe(onChange) }
}
