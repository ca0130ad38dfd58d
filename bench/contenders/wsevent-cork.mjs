import { CorkedWebSockets } from '../variants/corked.mjs'
import { listen } from './plugin-style.mjs'

/** @type {import('./contender.mjs').Contender} */
export default {
  title: 'wsevent, corking ws',
  open: (uri, handlers) => {
    const link = listen(new CorkedWebSockets(), handlers)
    link.socket.connect(uri)
    return link
  },
}
