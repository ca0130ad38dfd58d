import { WebSockets } from '../.build/lab.mjs'
import { listen } from './plugin-style.mjs'
export default {
  title: 'lab',
  open: (uri, handlers) => {
    const link = listen(new WebSockets(), handlers)
    link.socket.connect(uri)
    return link
  },
}
