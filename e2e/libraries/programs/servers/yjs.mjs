import { setupWSConnection } from '@y/websocket-server/utils'
import { WebSocketServer } from 'ws'

export function attach(server) {
  new WebSocketServer({ server }).on('connection', setupWSConnection)
}
