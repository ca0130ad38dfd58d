import WebSocket from 'isomorphic-ws'
import module, { type Options } from 'reconnecting-websocket'
import { attach, type Contender, DELAY } from './contender.ts'

type Constructor = new (uri: string, protocols: string[], options: Options) => object
// Node's ESM gives the whole of its CommonJS build, a bundler its default export.
const ReconnectingWebSocket = ('default' in module ? module.default : module) as Constructor
const options = { WebSocket, minReconnectionDelay: DELAY, maxReconnectionDelay: DELAY }

export default {
  title: 'reconnecting-websocket',
  reconnects: true,
  open: (uri, handlers) => attach(new ReconnectingWebSocket(uri, [], options), handlers),
} satisfies Contender
