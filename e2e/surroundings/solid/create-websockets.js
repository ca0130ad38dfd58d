import { createEffect, createSignal, onCleanup } from 'solid-js'
import { WebSockets } from 'wsevent'

/** A client that is connected as long as the component is mounted, and its status. */
export function createWebSockets(uri, onMessage) {
  const ws = WebSockets.new()
  const [status, setStatus] = createSignal(ws.status)
  ws.subscribe(() => setStatus(ws.status))
  ws.addEventListener(ws.ONMESSAGE, onMessage)

  createEffect(() => {
    ws.connect(uri(), { reconnect: true, queue: true })
    onCleanup(() => ws.disconnect())
  })

  return [ws, status]
}
