import { ONCLOSE, ONMESSAGE, ONOPEN, WSEVENT, WebSockets } from 'wsevent'
import type { Contender } from './contender.ts'

export default {
  title: 'wsevent, with a queue',
  isSender: true,
  open: (uri, { onOpen, onMessage, onClose }) => {
    const socket = new WebSockets()
    socket.addEventListener(WSEVENT, (event) => {
      if (event.type === ONOPEN) onOpen()
      else if (event.type === ONMESSAGE) onMessage(event.data)
      else if (event.type === ONCLOSE) onClose()
    })
    // Room for all that is sent before the server has read it.
    socket.connect(uri, { queue: { maxBytes: 2 ** 30 } })
    return { send: (data) => socket.send(data), close: () => socket.disconnect() }
  },
} satisfies Contender
