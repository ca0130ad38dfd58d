import { Socket } from 'engine.io-client'

/** @type {import('./contender.mjs').Contender} */
export default {
  title: 'engine.io-client',
  open: (uri, { onOpen, onMessage, onClose }) => {
    const socket = new Socket(uri, { path: '/engine.io', transports: ['websocket'] })
    socket.binaryType = 'arraybuffer'
    socket.on('open', () => onOpen())
    socket.on('message', (data) => onMessage(data))
    socket.on('close', () => onClose())
    return {
      send: (data) => void socket.send(/** @type {any} */ (data)),
      close: () => void socket.close(),
    }
  },
}
