import { Client, type ConnectOptions, type Platform } from '@wsevent/core'
import { network } from './network.ts'
import { nodeOnly } from './options.ts'
import { isBlob, openTransport } from './transport.ts'

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

/** Options of `connect` in a browser: those of every platform. */
export type { ConnectOptions }

interface Page {
  readonly document?: { readonly baseURI: string }
  readonly location?: { readonly href: string }
}

const page = globalThis as unknown as Page

const platform: Platform = {
  openTransport,
  network,
  options: nodeOnly,
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
  isBlob,
  sizeOf: (data) =>
    typeof data === 'string'
      ? new TextEncoder().encode(data).length
      : ((data as ArrayBuffer).byteLength ?? (data as Blob).size),
  baseUri: () => page.document?.baseURI ?? page.location?.href,
}

/** The WebSocket client on the platform's native `WebSocket`. */
export class WebSockets extends Client {
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
