export { CloseEvent } from './close-event.ts'
export { WebSocket } from './web-socket.ts'
export type {
  BinaryType,
  SocketCloseEvent,
  SocketErrorEvent,
  SocketEvent,
  SocketEventMap,
  SocketListener,
  SocketMessageEvent,
  WebSocketClass,
  WebSocketOptions,
} from './idl.ts'
