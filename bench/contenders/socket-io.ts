import { io } from 'socket.io-client'
import { type Contender, DELAY } from './contender.ts'

const delays = { reconnectionDelay: DELAY, reconnectionDelayMax: DELAY, randomizationFactor: 0 }

export default {
  title: 'socket.io-client',
  reconnects: true,
  open: (uri, { onOpen, onMessage, onClose }, isReconnecting = false) => {
    const options = { forceNew: true, transports: ['websocket'], ...delays }
    const socket = io(uri, { ...options, reconnection: isReconnecting })
    socket.on('connect', onOpen)
    socket.on('message', onMessage)
    socket.on('disconnect', onClose)
    return { send: (data) => void socket.send(data), close: () => void socket.close() }
  },
} satisfies Contender
