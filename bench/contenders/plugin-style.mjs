import { ONCLOSE, ONMESSAGE, ONOPEN, WSEVENT } from '@wsevent/core'

/**
 * One handler for every event, as the README has it.
 * @template {import('@wsevent/core').Client} Socket
 * @param {Socket} socket
 * @param {import('./contender.mjs').Handlers} handlers
 */
export function listen(socket, { onOpen, onMessage, onClose }) {
  socket.addEventListener(WSEVENT, (event) => {
    if (event.type === ONOPEN) onOpen()
    else if (event.type === ONMESSAGE) onMessage(event.data)
    else if (event.type === ONCLOSE) onClose()
  })
  return {
    socket,
    send: (/** @type {string | Uint8Array} */ data) => socket.send(data),
    close: () => socket.disconnect(),
  }
}
