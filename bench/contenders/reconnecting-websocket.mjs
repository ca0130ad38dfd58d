import module from 'reconnecting-websocket'
import { WebSocket } from 'ws'
import { attach } from './contender.mjs'

// Its CommonJS build, as Node's ESM gives it.
const ReconnectingWebSocket = /** @type {any} */ (module).default ?? module

/** @type {import('./contender.mjs').Contender} */
export default {
  title: 'reconnecting-websocket',
  open: (uri, handlers) => attach(new ReconnectingWebSocket(uri, [], { WebSocket }), handlers),
  reconnect: (uri, handlers, delay) => {
    const delays = { minReconnectionDelay: delay, maxReconnectionDelay: delay }
    return attach(new ReconnectingWebSocket(uri, [], { WebSocket, ...delays }), handlers)
  },
}
