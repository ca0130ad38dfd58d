import { reactive, ref, shallowRef } from 'vue'
import { WebSockets } from 'wsevent'

// Compiled alone: what Vue makes of the type is still a client.
export const clients: WebSockets[] = [
  ref(WebSockets.new()).value,
  reactive({ ws: WebSockets.new() }).ws,
  shallowRef(WebSockets.new()).value,
  ...ref<WebSockets[]>([]).value,
]
