import WebSocket from 'isomorphic-ws'
import ReconnectingWebSocket from 'partysocket/ws'
import { attach, type Contender, DELAY } from './contender.ts'

const options = { WebSocket, minReconnectionDelay: DELAY, maxReconnectionDelay: DELAY }

export default {
  title: 'partysocket',
  reconnects: true,
  open: (uri, handlers) => attach(new ReconnectingWebSocket(uri, [], options), handlers),
} satisfies Contender
