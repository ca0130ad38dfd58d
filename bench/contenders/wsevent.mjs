import { WebSockets } from 'wsevent/node'
import { listen } from './plugin-style.mjs'

/** @type {import('./contender.mjs').Contender} */
export default {
  title: 'wsevent',
  open: (uri, handlers) => {
    const link = listen(new WebSockets(), handlers)
    link.socket.connect(uri)
    return link
  },
  reconnect: (uri, handlers, delay) => {
    const link = listen(new WebSockets(), handlers)
    const reconnect = { minDelay: delay, maxDelay: delay, shouldReconnect: () => true }
    link.socket.connect(uri, { reconnect })
    return link
  },
}
