import WebSocket from 'isomorphic-ws'
import { attach } from './contender.mjs'

/** @type {import('./contender.mjs').Contender} */
export default {
  title: 'isomorphic-ws',
  open: (uri, handlers) => attach(new WebSocket(uri), handlers),
}
