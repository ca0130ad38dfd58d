import { Aedes } from 'aedes'
import { WebSocketServer, createWebSocketStream } from 'ws'

export async function attach(server) {
  const broker = await Aedes.createBroker()
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'mqtt' })
  sockets.on('connection', (socket, request) =>
    broker.handle(createWebSocketStream(socket), request),
  )
}
