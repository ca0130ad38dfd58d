// What every entry of every package exports by name; `index.ts` adds what only adapters need.
export type { ErrorCode, MisuseCode, WireCode } from './codes.ts'
export { WebSocketsError } from './errors.ts'
export type { WebSocketsErrorInit } from './errors.ts'
export {
  ONCLOSE,
  ONERROR,
  ONMESSAGE,
  ONOPEN,
  TLS_1_0,
  TLS_1_1,
  TLS_1_2,
  TLS_1_3,
  WSEVENT,
} from './events.ts'
export type {
  BlobLike,
  MessageData,
  ResponseHeaders,
  SendData,
  TlsInfo,
  TlsVersion,
  WebSocketsCloseEvent,
  WebSocketsErrorEvent,
  WebSocketsEvent,
  WebSocketsEventMap,
  WebSocketsListener,
  WebSocketsMessageEvent,
  WebSocketsOpenEvent,
} from './events.ts'
export type { MessageIterator } from './inbox.ts'
export type { ListenerOptions, SentMessage, Watcher, WatchRecord } from './emitter.ts'
export type {
  ConnectOptions,
  HeartbeatOptions,
  QueueOptions,
  ReconnectOptions,
  Target,
  UriProvider,
} from './options.ts'
export type { AbortSignalLike } from './validate.ts'
export type { UrlLike } from './uri.ts'
export type { WebSocketsStatus } from './status.ts'
