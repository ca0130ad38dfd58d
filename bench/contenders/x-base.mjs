import { WebSockets } from '../.build/base.mjs'
import { listen } from './plugin-style.mjs'
export default {
  title: 'base',
  open: (uri, handlers) => {
    const link = listen(new WebSockets(), handlers)
    link.socket.connect(uri)
    return link
  },
}
