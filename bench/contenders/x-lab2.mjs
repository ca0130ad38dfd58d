import { WebSockets } from '../.build/lab2.mjs'
import { listen } from './plugin-style.mjs'
export default {
  title: 'lab2',
  open: (uri, handlers) => {
    const link = listen(new WebSockets(), handlers)
    link.socket.connect(uri)
    return link
  },
}
