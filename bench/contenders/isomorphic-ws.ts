import WebSocket from 'isomorphic-ws'
import { attach, type Contender } from './contender.ts'

export default {
  title: 'isomorphic-ws',
  open: (uri, handlers) => attach(new WebSocket(uri), handlers),
} satisfies Contender
