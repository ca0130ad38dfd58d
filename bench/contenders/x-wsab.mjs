import { WebSocket } from 'ws'
export default {
  title: 'wsab',
  open: (uri, { onOpen, onMessage, onClose }) => {
    const socket = new WebSocket(uri)
    socket.binaryType = 'arraybuffer'
    socket.on('open', () => onOpen())
    socket.on('message', (data, isBinary) => onMessage(isBinary ? data : data.toString()))
    socket.on('error', () => {})
    socket.on('close', () => onClose())
    return { send: (data) => socket.send(data), close: () => socket.close() }
  },
}
