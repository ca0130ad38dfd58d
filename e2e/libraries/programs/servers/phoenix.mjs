import { WebSocketServer } from 'ws'

/** Phoenix runs on Erlang: this speaks what a channel of it speaks, version 2 of its serializer. */
export function attach(server) {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (data) => {
      const [joinRef, ref, topic, event, payload] = JSON.parse(String(data))
      const response = event === 'echo' ? payload : {}
      socket.send(JSON.stringify([joinRef, ref, topic, 'phx_reply', { status: 'ok', response }]))
      if (event === 'broadcast') socket.send(JSON.stringify([null, null, topic, event, payload]))
    })
  })
}
