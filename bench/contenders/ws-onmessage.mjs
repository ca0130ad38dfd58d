import { WebSocket } from 'ws'
import { attach } from './contender.mjs'

/** @type {import('./contender.mjs').Contender} */
export default {
  title: 'ws, .onmessage',
  open: (uri, handlers) => attach(new WebSocket(uri), handlers),
}
