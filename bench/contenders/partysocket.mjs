import ReconnectingWebSocket from 'partysocket/ws'
import { WebSocket } from 'ws'
import { attach } from './contender.mjs'

/** @type {import('./contender.mjs').Contender} */
export default {
  title: 'partysocket',
  open: (uri, handlers) => attach(new ReconnectingWebSocket(uri, [], { WebSocket }), handlers),
  reconnect: (uri, handlers, delay) => {
    const delays = { minReconnectionDelay: delay, maxReconnectionDelay: delay }
    return attach(new ReconnectingWebSocket(uri, [], { WebSocket, ...delays }), handlers)
  },
}
