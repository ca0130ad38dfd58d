import { ConstantBackoff, WebsocketBuilder } from 'websocket-ts'
import { WebSocket } from 'ws'

// It takes the global one, and nothing else.
Object.assign(globalThis, { WebSocket })

/**
 * @param {WebsocketBuilder} builder
 * @param {import('./contender.mjs').Handlers} handlers
 */
function build(builder, { onOpen, onMessage, onClose }) {
  const socket = builder
    .onOpen(() => onOpen())
    .onMessage((_socket, event) => onMessage(event.data))
    .onClose(() => onClose())
    .build()
  socket.binaryType = 'arraybuffer'
  return {
    send: (/** @type {string | Uint8Array} */ data) => socket.send(/** @type {any} */ (data)),
    close: () => socket.close(),
  }
}

/** @type {import('./contender.mjs').Contender} */
export default {
  title: 'websocket-ts',
  open: (uri, handlers) => build(new WebsocketBuilder(uri), handlers),
  reconnect: (uri, handlers, delay) =>
    build(new WebsocketBuilder(uri).withBackoff(new ConstantBackoff(delay)), handlers),
}
