import { webSocket } from 'rxjs/webSocket'
import { WebSocket } from 'ws'

/** @typedef {import('./contender.mjs').Message} Message */

/** @type {import('./contender.mjs').Contender} */
export default {
  title: 'rxjs, webSocket',
  open: (url, { onOpen, onMessage, onClose }) => {
    const client = webSocket({
      url,
      binaryType: 'arraybuffer',
      WebSocketCtor: /** @type {any} */ (WebSocket),
      serializer: (data) => /** @type {any} */ (data),
      deserializer: ({ data }) => /** @type {Message} */ (data),
      openObserver: { next: () => onOpen() },
      closeObserver: { next: () => onClose() },
    })
    client.subscribe({ next: (data) => onMessage(data), error: () => {} })
    return {
      send: (data) => client.next(/** @type {Message} */ (data)),
      close: () => client.complete(),
    }
  },
}
