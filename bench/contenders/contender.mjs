/**
 * What every contender is to the bench. Text arrives as a string; binary as the contender gives it.
 * @typedef {string | ArrayBuffer | Uint8Array} Message
 *
 * @typedef {object} Handlers
 * @property {() => void} onOpen
 * @property {(data: Message) => void} onMessage
 * @property {() => void} onClose
 *
 * @typedef {object} Connection
 * @property {(data: string | Uint8Array) => void} send
 * @property {() => void} close
 *
 * @typedef {object} Contender
 * @property {string} title
 * @property {string[]} [flags] what Node needs for it
 * @property {(uri: string, handlers: Handlers) => Connection} open
 * @property {(uri: string, handlers: Handlers, delay: number) => Connection} [reconnect] opens, and opens again `delay` ms after a drop
 */

/**
 * A socket with the interface of the W3C.
 * @param {any} socket
 * @param {Handlers} handlers
 * @returns {Connection}
 */
export function attach(socket, { onOpen, onMessage, onClose }) {
  socket.binaryType = 'arraybuffer'
  socket.onopen = () => onOpen()
  socket.onmessage = (/** @type {{ data: Message }} */ event) => onMessage(event.data)
  socket.onerror = () => {}
  socket.onclose = () => onClose()
  return { send: (data) => socket.send(data), close: () => socket.close() }
}

/**
 * Reconnecting made by hand, for the contenders that have none.
 * @param {Contender['open']} open
 * @returns {NonNullable<Contender['reconnect']>}
 */
export const byHand = (open) => (uri, handlers, delay) => {
  const again = () => {
    handlers.onClose()
    setTimeout(() => {
      connection = open(uri, { ...handlers, onClose: again })
    }, delay)
  }
  let connection = open(uri, { ...handlers, onClose: again })
  return { send: (data) => connection.send(data), close: () => connection.close() }
}
