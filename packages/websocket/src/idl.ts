import type {
  AbortSignalLike,
  BlobLike,
  ConnectOptions,
  ErrorCode,
  SendData,
  UriProvider,
  UrlLike,
} from '@wsevent/node'

// The types compile without `lib: dom` and without Node's: what they know of an event then stands here.

interface BareEvent {
  readonly type: string
  readonly target: unknown
  readonly currentTarget: unknown
  readonly timeStamp: number
  readonly defaultPrevented: boolean
  preventDefault(): void
  stopImmediatePropagation(): void
}

interface BareMessageEvent extends BareEvent {
  readonly data: string | ArrayBuffer | BlobLike
  readonly origin: string
}

interface BareCloseEvent extends BareEvent {
  readonly wasClean: boolean
  readonly code: number
  readonly reason: string
}

type Global<Name extends string, Bare> =
  typeof globalThis extends Readonly<Record<Name, { prototype: infer Known }>> ? Known : Bare

/** The global `Event` where the types know one, else its members that matter here. */
export type SocketEvent = Global<'Event', BareEvent>

/** A message: a string, or a `Blob` or an `ArrayBuffer` as `binaryType` says. */
export type SocketMessageEvent = Global<'MessageEvent', BareMessageEvent>

/** The end of a connection; what is optional is not in the standard. */
export type SocketCloseEvent = Global<'CloseEvent', BareCloseEvent> & {
  /** Whether another attempt follows by itself. */
  readonly willReconnect?: boolean
  /** Milliseconds until that attempt. */
  readonly delay?: number
  /** Messages that `send` took, that never left, and that are given up now. */
  readonly unsent?: readonly SendData[]
  /** Messages that may or may not have left. */
  readonly unconfirmed?: readonly SendData[]
}

/** Why a connection failed: the standard's event says nothing, so all of it is optional. */
export type SocketErrorEvent = SocketEvent & {
  /** A stable code; each has a section in the docs. */
  readonly code?: ErrorCode
  /** A sentence for people. */
  readonly reason?: string
  /** The HTTP status of a rejected handshake, where the platform tells it. */
  readonly status?: number
  /** The platform's own error, where it gave one. */
  readonly cause?: unknown
}

/** Which event a listener of each type gets. */
export interface SocketEventMap {
  open: SocketEvent
  message: SocketMessageEvent
  error: SocketErrorEvent
  close: SocketCloseEvent
}

/** A listener: a function, or an object that has one. */
export type SocketListener<Event = SocketEvent> =
  | ((event: Event) => unknown)
  | { handleEvent(event: Event): unknown }

/** What binary messages arrive as. */
export type BinaryType = 'blob' | 'arraybuffer'

/** What there may be besides the standard: the options of `connect`. */
export type WebSocketOptions = ConnectOptions

interface ListenerOptions {
  readonly capture?: boolean
  readonly once?: boolean
  readonly passive?: boolean
  readonly signal?: AbortSignalLike
}

interface Constants {
  readonly CONNECTING: 0
  readonly OPEN: 1
  readonly CLOSING: 2
  readonly CLOSED: 3
}

// A method, so that a handler of the DOM's own types fits: methods are compared both ways.
type Handler<Event> = { handle(event: Event): unknown }['handle'] | null

/** The W3C `WebSocket`. */
export interface WebSocket extends Constants {
  /** The URL as it was parsed. */
  readonly url: string
  /** 0 connecting or waiting to reconnect, 1 open, 2 closing, 3 closed. */
  readonly readyState: 0 | 1 | 2 | 3
  /** Payload bytes that `send` took and that have not left; it does not change while a script runs. */
  readonly bufferedAmount: number
  /** The extensions that were negotiated. */
  readonly extensions: string
  /** The subprotocol that the server chose. */
  readonly protocol: string
  /** What binary messages arrive as. @defaultValue 'blob' */
  binaryType: BinaryType
  onopen: Handler<SocketEvent>
  onmessage: Handler<SocketMessageEvent>
  onerror: Handler<SocketErrorEvent>
  onclose: Handler<SocketCloseEvent>
  /**
   * Sends a message. Before the opening it throws, unless there is the option `queue`; after `close` it only counts.
   * @throws InvalidStateError
   */
  send(data: SendData): void
  /**
   * Closes the connection, gives up the attempt, or stops waiting for the next one.
   * @throws InvalidAccessError unless the code is 1000 or 3000 to 4999; SyntaxError for a reason of more than 123 bytes
   */
  close(code?: number, reason?: string): void
  /** Not in the standard: tries now, or asks whether the connection lives, as the client's. */
  wake(): void
  /** Not in the standard: resolves when `bufferedAmount` is at most `bytes`, as the client's. @defaultValue 0 */
  drained(bytes?: number): Promise<void>
  addEventListener<Type extends keyof SocketEventMap>(
    type: Type,
    listener: SocketListener<SocketEventMap[Type]> | null,
    options?: boolean | ListenerOptions,
  ): void
  addEventListener(
    type: string,
    listener: SocketListener | null,
    options?: boolean | ListenerOptions,
  ): void
  removeEventListener<Type extends keyof SocketEventMap>(
    type: Type,
    listener: SocketListener<SocketEventMap[Type]> | null,
    options?: boolean | ListenerOptions,
  ): void
  removeEventListener(
    type: string,
    listener: SocketListener | null,
    options?: boolean | ListenerOptions,
  ): void
  dispatchEvent(event: SocketEvent): boolean
}

/** The class. */
export interface WebSocketClass extends Constants {
  /**
   * Opens a connection.
   * @param url - absolute, or relative to the page; a function, called anew for each attempt, if there are options
   * @param protocols - subprotocols in the order of preference
   * @param options - those of `connect`; without them the class is the standard's
   * @throws SyntaxError
   * @example
   * ```ts
   * const socket = new WebSocket('wss://example.com/live', [], { reconnect: true })
   * socket.onmessage = ({ data }) => console.log(data)
   * ```
   */
  new (
    url: string | UrlLike | UriProvider,
    protocols?: string | readonly string[],
    options?: WebSocketOptions,
  ): WebSocket
  readonly prototype: WebSocket
  /**
   * A class with these options bound, for a library that makes its sockets itself.
   * @example
   * ```ts
   * createClient({ url: 'wss://example.com/graphql', webSocketImpl: WebSocket.with({ heartbeat: {} }) })
   * ```
   */
  with(options: WebSocketOptions): WebSocketClass
}

/** The constructor of the standard's `CloseEvent`. */
export interface CloseEventClass {
  new (
    type: string,
    init?: { readonly wasClean?: boolean; readonly code?: number; readonly reason?: string },
  ): SocketCloseEvent
  readonly prototype: SocketCloseEvent
}
