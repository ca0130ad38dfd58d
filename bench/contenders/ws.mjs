import { WebSocket } from 'ws'
import { byHand } from './contender.mjs'

/** @type {import('./contender.mjs').Contender['open']} */
const open = (uri, { onOpen, onMessage, onClose }) => {
  const socket = new WebSocket(uri)
  socket.on('open', () => onOpen())
  socket.on('message', (data, isBinary) =>
    onMessage(isBinary ? /** @type {Buffer} */ (data) : data.toString()),
  )
  socket.on('error', () => {})
  socket.on('close', () => onClose())
  return { send: (data) => socket.send(data), close: () => socket.close() }
}

/** @type {import('./contender.mjs').Contender} */
export default { title: "ws, .on('message')", open, reconnect: byHand(open) }
