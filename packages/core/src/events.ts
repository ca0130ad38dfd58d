import type { ErrorCode } from './codes.ts'

/** The event type that stands for every event: `addEventListener(WSEVENT, handler)` hears all four. */
export const WSEVENT = 'wsevent'
/** The `type` of the event that tells that the connection is open. */
export const ONOPEN = 'open'
/** The `type` of the event that brings a message. */
export const ONMESSAGE = 'message'
/** The `type` of the event that ends each connection and each attempt, exactly once. */
export const ONCLOSE = 'close'
/** The `type` of the event that tells why a connection is about to end; its ONCLOSE follows. */
export const ONERROR = 'error'

/** TLS 1.0, exactly (RFC 2246): a value of the option `tls`, on Node. */
export const TLS_1_0 = 'TLSv1'
/** TLS 1.1, exactly (RFC 4346): a value of the option `tls`, on Node. */
export const TLS_1_1 = 'TLSv1.1'
/** TLS 1.2, exactly (RFC 5246): a value of the option `tls`, on Node. */
export const TLS_1_2 = 'TLSv1.2'
/** TLS 1.3, exactly (RFC 8446): a value of the option `tls`, on Node. */
export const TLS_1_3 = 'TLSv1.3'

/** A TLS version by its constant: `TLS_1_0`, `TLS_1_1`, `TLS_1_2` or `TLS_1_3`. */
export type TlsVersion = typeof TLS_1_0 | typeof TLS_1_1 | typeof TLS_1_2 | typeof TLS_1_3

/** What the platform's `Blob` has of use here; named so that the types need no `lib: dom`. */
export interface BlobLike {
  /** Bytes. */
  readonly size: number
  readonly type: string
  arrayBuffer(): Promise<ArrayBuffer>
}

/** What arrives in a message: text as a `string`, binary as an `ArrayBuffer`, on every platform. */
export type MessageData = string | ArrayBuffer

/** What `send` takes: text, binary, or a `Blob` where the platform has it. */
export type SendData = string | ArrayBuffer | ArrayBufferView | BlobLike

/** What was negotiated for a `wss:` connection; Node alone can tell. */
export interface TlsInfo {
  /** The version by its constant, `TLSv1.3` for instance. */
  readonly protocol: string
  /** The cipher suite by its IANA name, where the runtime has it. */
  readonly cipher: string
}

/** The headers of the server's answer, by their names in lower case; an array where each must stand alone. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/** The connection is open: `send` works from here on. */
export interface WebSocketsOpenEvent {
  readonly type: typeof ONOPEN
  /** The subprotocol that the server chose; empty where none was asked for. */
  readonly protocol: string
  /** The number of the attempt that opened: 1 for the first of this `connect`, more after a retry. */
  readonly attempt: number
  /** On Node, for `wss:`. */
  readonly tls?: TlsInfo
  /** On Node: those of the answer to the handshake. */
  readonly headers?: ResponseHeaders
}

/** A message. */
export interface WebSocketsMessageEvent {
  readonly type: typeof ONMESSAGE
  /** A `string` for text, an `ArrayBuffer` for binary. */
  readonly data: MessageData
}

/** The end of a connection or of an attempt: exactly one for each. */
export interface WebSocketsCloseEvent {
  readonly type: typeof ONCLOSE
  /** The close code (RFC 6455, section 7.4); 1006 where there was no closing handshake. */
  readonly code: number
  /** The server's reason; often empty. */
  readonly reason: string
  /** Whether both sides completed the closing handshake. */
  readonly wasClean: boolean
  /** Whether another attempt follows by itself. */
  readonly willReconnect: boolean
  /** Milliseconds until that attempt; absent where there is none. */
  readonly delay?: number
  /** Messages that `send` accepted, that were never handed to the platform, and that are given up now. */
  readonly unsent: readonly SendData[]
  /** Messages that were handed to the platform and may or may not have left it. */
  readonly unconfirmed: readonly SendData[]
}

/** Why the connection is about to end; an ONCLOSE follows. */
export interface WebSocketsErrorEvent {
  readonly type: typeof ONERROR
  /** A stable code; each has a section in the docs. */
  readonly code: ErrorCode
  /** A sentence for people, with a link to the docs; never a URI's query or credentials. */
  readonly reason: string
  /** The HTTP status of a rejected handshake, where the platform tells it. */
  readonly status?: number
  /** The headers of a rejected handshake's answer, where the platform tells them. */
  readonly headers?: ResponseHeaders
  /** The platform's own error, where it gave one. */
  readonly cause?: unknown
}

/** Any event; `event.type` tells them apart. */
export type WebSocketsEvent =
  | WebSocketsOpenEvent
  | WebSocketsMessageEvent
  | WebSocketsCloseEvent
  | WebSocketsErrorEvent

/** Which event a listener of each type gets. */
export interface WebSocketsEventMap {
  [WSEVENT]: WebSocketsEvent
  [ONOPEN]: WebSocketsOpenEvent
  [ONMESSAGE]: WebSocketsMessageEvent
  [ONCLOSE]: WebSocketsCloseEvent
  [ONERROR]: WebSocketsErrorEvent
}

/** A function that gets the events of type `Type`. */
export type WebSocketsListener<Type extends keyof WebSocketsEventMap = typeof WSEVENT> = (
  event: WebSocketsEventMap[Type],
) => void
