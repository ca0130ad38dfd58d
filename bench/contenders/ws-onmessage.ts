import { WebSocket } from 'ws'
import { attach, type Contender } from './contender.ts'

export default {
  title: 'ws, .onmessage',
  open: (uri, handlers) => attach(new WebSocket(uri), handlers),
} satisfies Contender
