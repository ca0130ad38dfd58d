import { type MaybeRefOrGetter, shallowRef, toValue, watchPostEffect } from 'vue'
import { WebSockets, type WebSocketsMessageEvent } from 'wsevent'

/** A client that is connected as long as the component is mounted, and its status. */
export function useWebSockets(
  uri: MaybeRefOrGetter<string>,
  onMessage: (event: WebSocketsMessageEvent) => void,
) {
  const ws = WebSockets.new()
  const status = shallowRef(ws.status)
  ws.subscribe(() => (status.value = ws.status))
  ws.addEventListener(ws.ONMESSAGE, onMessage)

  watchPostEffect((onCleanup) => {
    ws.connect(toValue(uri), { reconnect: true, queue: true })
    onCleanup(() => ws.disconnect())
  })

  return { ws, status }
}
