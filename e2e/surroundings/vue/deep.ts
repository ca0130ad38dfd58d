import { markRaw, reactive, ref, shallowRef } from 'vue'
import { WebSockets } from 'wsevent'

// A type with private fields does not survive the unwrapping of `ref` and `reactive`; these keep it.
const clients: WebSockets[] = [
  shallowRef(WebSockets.new()).value,
  ref(markRaw(WebSockets.new())).value,
  reactive({ ws: markRaw(WebSockets.new()) }).ws,
]
for (const ws of clients) ws.disconnect()
