import { createSubscriber } from 'svelte/reactivity'
import { WebSockets } from 'wsevent'

/** A client that is connected as long as the component is mounted, and its status. */
export function useWebSockets(uri, onMessage) {
  const ws = WebSockets.new()
  const subscribe = createSubscriber((update) => ws.subscribe(update))
  ws.addEventListener(ws.ONMESSAGE, onMessage)

  $effect(() => {
    ws.connect(uri(), { reconnect: true, queue: true })
    return () => ws.disconnect()
  })

  return {
    ws,
    get status() {
      subscribe()
      return ws.status
    },
  }
}
