import { WebSocket } from 'ws'
import { type Contender, type Data, DELAY } from './contender.ts'

export default {
  title: "ws, .on('message')",
  reconnects: true,
  open: (uri, { onOpen, onMessage, onClose }, isReconnecting) => {
    const open = (): WebSocket => {
      const opened = new WebSocket(uri)
      opened.on('open', onOpen)
      opened.on('message', (data, isBinary) =>
        onMessage(isBinary ? (data as Data) : data.toString()),
      )
      opened.on('error', () => {})
      opened.on('close', () => {
        onClose()
        // By hand, like an application does.
        if (isReconnecting) setTimeout(() => (socket = open()), DELAY)
      })
      return opened
    }
    let socket = open()
    return { send: (data) => socket.send(data), close: () => socket.close() }
  },
} satisfies Contender
