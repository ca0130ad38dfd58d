// What runs in the page: the peers that bundle for browsers, beside the native class. One bundle, one global.
import { Socket } from 'engine.io-client'
import PartySocket from 'partysocket/ws'
import ReconnectingWebSocket from 'reconnecting-websocket'
import { webSocket } from 'rxjs/webSocket'
import { io } from 'socket.io-client'
import { WebsocketBuilder } from 'websocket-ts'
import { WebSockets } from 'wsevent/browser'
import { attach } from '../contenders/contender.mjs'
import { listen } from '../contenders/plugin-style.mjs'
import { PageConnection } from './page-connection.mjs'

/** @typedef {import('../contenders/contender.mjs').Contender['open']} Open */

/** @type {Record<string, Open>} */
const contenders = {
  onmessage: (uri, handlers) => attach(new WebSocket(uri), handlers),
  wsevent: (uri, handlers) => {
    const connection = listen(new WebSockets(), handlers)
    connection.socket.connect(uri)
    return connection
  },
  'reconnecting-websocket': (uri, handlers) =>
    attach(new /** @type {any} */ (ReconnectingWebSocket)(uri), handlers),
  partysocket: (uri, handlers) => attach(new PartySocket(uri), handlers),
  'websocket-ts': (uri, { onOpen, onMessage, onClose }) => {
    const socket = new WebsocketBuilder(uri)
      .onOpen(() => onOpen())
      .onMessage((_socket, event) => onMessage(event.data))
      .onClose(() => onClose())
      .build()
    socket.binaryType = 'arraybuffer'
    return { send: (data) => socket.send(/** @type {any} */ (data)), close: () => socket.close() }
  },
  rxjs: (url, { onOpen, onMessage, onClose }) => {
    const client = webSocket({
      url,
      binaryType: 'arraybuffer',
      serializer: (data) => /** @type {any} */ (data),
      deserializer: ({ data }) => data,
      openObserver: { next: () => onOpen() },
      closeObserver: { next: () => onClose() },
    })
    client.subscribe({ next: (data) => onMessage(data), error: () => {} })
    return { send: (data) => client.next(data), close: () => client.complete() }
  },
  'engine-io': (uri, { onOpen, onMessage, onClose }) => {
    const socket = new Socket(uri, { path: '/engine.io', transports: ['websocket'] })
    socket.binaryType = 'arraybuffer'
    socket.on('open', () => onOpen())
    socket.on('message', (data) => onMessage(data))
    socket.on('close', () => onClose())
    return {
      send: (data) => void socket.send(/** @type {any} */ (data)),
      close: () => void socket.close(),
    }
  },
  'socket-io': (uri, { onOpen, onMessage, onClose }) => {
    const socket = io(uri, { forceNew: true, transports: ['websocket'], reconnection: false })
    socket.on('connect', () => onOpen())
    socket.on('message', (data) => onMessage(data))
    socket.on('disconnect', () => onClose())
    return { send: (data) => void socket.send(data), close: () => void socket.close() }
  },
}

/** @type {Map<string, PageConnection>} */
const connections = new Map()

const bench = {
  names: Object.keys(contenders),
  /** @param {{ connection: string, name: string, uri: string }} parameters a contender may have several connections */
  open: async ({ connection, name, uri }) => {
    const open = contenders[name]
    if (open) connections.set(connection, await PageConnection.open(open, uri))
  },
  /** @param {{ connection: string, work: import('./page-connection.mjs').Work }} parameters */
  do: ({ connection, work }) => connections.get(connection)?.do(work),
}

Object.assign(globalThis, { wseventBench: bench })
