import { WebSocketServer } from 'ws'

/** Supabase's server runs on Erlang: this speaks what its channels speak, version 1.0.0 of its serializer. */
export function attach(server) {
  new WebSocketServer({ server }).on('connection', (socket) => {
    const send = (message) => socket.send(JSON.stringify(message))
    socket.on('message', (data) => {
      const { topic, event, payload, ref } = JSON.parse(String(data))
      const response = event === 'phx_join' ? { postgres_changes: [] } : {}
      send({ topic, event: 'phx_reply', payload: { status: 'ok', response }, ref })
      if (event === 'broadcast') send({ topic, event, payload, ref: null })
    })
  })
}
