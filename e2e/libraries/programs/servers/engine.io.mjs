import { attach as attachEngine } from 'engine.io'

export function attach(http) {
  const server = attachEngine(http, { cors: { origin: '*' } })
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(data)))
}
