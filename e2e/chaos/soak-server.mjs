// node soak-server.mjs — echoes at /echo, and drops each connection at /flap at its first message; prints its port.
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, backlog: 4096 })
server.on('connection', (socket, { url }) => {
  const isFlapping = url === '/flap'
  socket.on('error', () => {})
  socket.on('message', (data, isBinary) =>
    isFlapping ? socket.terminate() : socket.send(data, { binary: isBinary }),
  )
  if (isFlapping) socket.send('hello')
})
server.on('listening', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  process.stdout.write(`${port}\n`)
})
// Who started it is gone, or has had enough.
process.stdin.on('end', () => process.exit()).resume()
