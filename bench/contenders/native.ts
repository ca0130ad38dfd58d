import { attach, type Contender } from './contender.ts'

export default {
  title: 'native WebSocket',
  open: (uri, handlers) => attach(new WebSocket(uri), handlers),
} satisfies Contender
