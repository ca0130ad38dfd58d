import { WebSockets } from 'wsevent/node'
import { listen } from './plugin-style.mjs'

/** @type {import('./contender.mjs').Contender} */
export default {
  title: 'wsevent',
  open: (uri, handlers) => {
    const connection = listen(new WebSockets(), handlers)
    connection.socket.connect(uri)
    return connection
  },
  reconnect: (uri, handlers, delay) => {
    const connection = listen(new WebSockets(), handlers)
    const reconnect = { minDelay: delay, maxDelay: delay, shouldReconnect: () => true }
    connection.socket.connect(uri, { reconnect })
    return connection
  },
}
