// The server of soak.ts: echoes, and ends TCP when it is asked to.
import { type AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, backlog: 4096 })
server.on('connection', (socket) => {
  socket.on('error', () => {})
  socket.on('message', (data) => {
    if (String(data) === 'drop me') socket.terminate()
    else socket.send(String(data))
  })
})
server.on('listening', () => process.send?.((server.address() as AddressInfo).port))
process.once('disconnect', () => process.exit())
