import { createResource, onCleanup, type Resource } from 'solid-js'
import { WebSockets, type WebSocketsOpenEvent } from 'wsevent'

export function createOpened(): Resource<WebSocketsOpenEvent> {
  const ws = WebSockets.new()
  ws.connect('wss://example.com/live', { reconnect: true })
  onCleanup(() => ws.disconnect())
  return createResource(() => ws.opened)[0]
}
