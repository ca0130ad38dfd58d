import { WebSocket } from 'wsevent/websocket'
import type { Contender, Data } from './contender.ts'

export default {
  title: 'wsevent/websocket, listener',
  open: (uri, { onOpen, onMessage, onClose }) => {
    const socket = new WebSocket(uri)
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', onOpen)
    socket.addEventListener('message', (event) => onMessage(event.data as Data))
    socket.addEventListener('close', onClose)
    return { send: (data) => socket.send(data), close: () => socket.close() }
  },
} satisfies Contender
