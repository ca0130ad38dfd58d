import { ONCLOSE, ONMESSAGE, ONOPEN, WSEVENT, WebSockets } from 'wsevent'
import { type Contender, DELAY } from './contender.ts'

const reconnect = { minDelay: DELAY, maxDelay: DELAY, shouldReconnect: () => true }

export default {
  title: 'wsevent',
  reconnects: true,
  open: (uri, { onOpen, onMessage, onClose }, isReconnecting) => {
    const socket = new WebSockets()
    // One handler for every event, as in the README.
    socket.addEventListener(WSEVENT, (event) => {
      if (event.type === ONOPEN) onOpen()
      else if (event.type === ONMESSAGE) onMessage(event.data)
      else if (event.type === ONCLOSE) onClose()
    })
    socket.connect(uri, isReconnecting ? { reconnect } : {})
    return { send: (data) => socket.send(data), close: () => socket.disconnect() }
  },
} satisfies Contender
