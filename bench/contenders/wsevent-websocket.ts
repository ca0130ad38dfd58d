import { WebSocket } from 'wsevent/websocket'
import { attach, type Contender } from './contender.ts'

export default {
  title: 'wsevent/websocket, .onmessage',
  open: (uri, handlers) => attach(new WebSocket(uri), handlers),
} satisfies Contender
