import { io } from 'socket.io-client'

/** @param {string} uri @param {object} options */
const connect = (uri, options) => io(uri, { forceNew: true, transports: ['websocket'], ...options })

/**
 * @param {import('socket.io-client').Socket} socket
 * @param {import('./contender.mjs').Handlers} handlers
 */
function listen(socket, { onOpen, onMessage, onClose }) {
  socket.on('connect', () => onOpen())
  socket.on('message', (data) => onMessage(data))
  socket.on('disconnect', () => onClose())
  return {
    send: (/** @type {string | Uint8Array} */ data) => void socket.send(data),
    close: () => void socket.close(),
  }
}

/** @type {import('./contender.mjs').Contender} */
export default {
  title: 'socket.io-client',
  open: (uri, handlers) => listen(connect(uri, { reconnection: false }), handlers),
  reconnect: (uri, handlers, delay) => {
    const delays = { reconnectionDelay: delay, reconnectionDelayMax: delay, randomizationFactor: 0 }
    return listen(connect(uri, delays), handlers)
  },
}
