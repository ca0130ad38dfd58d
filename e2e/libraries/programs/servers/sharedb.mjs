import WebSocketJSONStream from '@teamwork/websocket-json-stream'
import ShareDB from 'sharedb'
import { WebSocketServer } from 'ws'

export function attach(server) {
  const backend = new ShareDB()
  new WebSocketServer({ server }).on('connection', (socket) => {
    backend.listen(new WebSocketJSONStream(socket))
  })
}
