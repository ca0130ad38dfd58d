import { Socket } from 'engine.io-client'
import type { Contender } from './contender.ts'

export default {
  title: 'engine.io-client',
  open: (uri, { onOpen, onMessage, onClose }) => {
    const socket = new Socket(uri, { path: '/engine.io', transports: ['websocket'] })
    socket.binaryType = 'arraybuffer'
    socket.on('open', onOpen)
    socket.on('message', onMessage)
    socket.on('close', onClose)
    return { send: (data) => void socket.send(data), close: () => void socket.close() }
  },
} satisfies Contender
