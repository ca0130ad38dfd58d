import { Client, type Platform } from '@wsevent/core'
import { nodeOptions, type ConnectOptions } from './options.ts'
import { openTransport, sizeOf } from './transport.ts'

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
  WebSocketsError,
} from '@wsevent/core'
export type {
  AbortSignalLike,
  BlobLike,
  ErrorCode,
  HeartbeatOptions,
  ListenerOptions,
  MessageData,
  MessageIterator,
  MisuseCode,
  QueueOptions,
  ReconnectOptions,
  SendData,
  Target,
  TlsInfo,
  TlsVersion,
  UriProvider,
  UrlLike,
  WebSocketsCloseEvent,
  WebSocketsErrorEvent,
  WebSocketsErrorInit,
  WebSocketsEvent,
  WebSocketsEventMap,
  WebSocketsListener,
  WebSocketsMessageEvent,
  WebSocketsOpenEvent,
  WireCode,
} from '@wsevent/core'

export type { ConnectOptions, Pem } from './options.ts'

const platform: Platform = {
  openTransport,
  options: nodeOptions,
  canPing: true,
  clock: {
    now: () => Date.now(),
    later: (delay, callback) => {
      const timer = setTimeout(callback, delay)
      return () => clearTimeout(timer)
    },
  },
  random: () => Math.random(),
  reportError: (error) =>
    queueMicrotask(() => {
      throw error
    }),
  isBlob: (data) => data instanceof Blob,
  sizeOf,
}

/** The WebSocket client on `ws`, with TLS versions, headers and proxies. */
export class WebSockets extends Client<ConnectOptions> {
  /** The same as `WebSockets.new()`. */
  constructor() {
    super(platform)
  }

  /** A new client; nothing is opened until `connect`. */
  static new<Made extends WebSockets = WebSockets>(this: new () => Made): Made {
    return new this()
  }
}

export default WebSockets
