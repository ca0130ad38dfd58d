import WebSocket from 'isomorphic-ws'
import { ConstantBackoff, WebsocketBuilder } from 'websocket-ts'
import { type Contender, type Data, DELAY } from './contender.ts'

// It takes the global one, and nothing else.
Object.assign(globalThis, { WebSocket })

export default {
  title: 'websocket-ts',
  reconnects: true,
  open: (uri, { onOpen, onMessage, onClose }, isReconnecting) => {
    const builder = new WebsocketBuilder(uri)
    if (isReconnecting) builder.withBackoff(new ConstantBackoff(DELAY))
    builder.onOpen(onOpen).onClose(onClose)
    const socket = builder.onMessage((_, event) => onMessage(event.data as Data)).build()
    socket.binaryType = 'arraybuffer'
    return { send: (data) => socket.send(data), close: () => socket.close() }
  },
} satisfies Contender
