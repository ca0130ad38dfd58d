import { isSendable } from './close-code.ts'
import { Connection } from './connection.ts'
import { isTextOrBytes } from './data.ts'
import { Emitter, type ListenerOptions, type Watcher } from './emitter.ts'
import { misuse } from './errors.ts'
import * as constants from './events.ts'
import type {
  MessageData,
  SendData,
  WebSocketsCloseEvent,
  WebSocketsEventMap,
  WebSocketsOpenEvent,
} from './events.ts'
import { Inbox, type MessageIterator } from './inbox.ts'
import { isPositive, type ConnectOptions, type Target, type UriProvider } from './options.ts'
import { Outcome } from './outcome.ts'
import { requestOf } from './request.ts'
import type { WebSocketsStatus } from './status.ts'
import type { Platform } from './transport.ts'
import type { UrlLike } from './uri.ts'
import { invalid } from './validate.ts'

declare global {
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol
  }
}

/** The nine constants, as literals: `event.type === ws.ONMESSAGE` narrows `event`. */
type Constants = Readonly<typeof constants>

/** The WebSocket client; an adapter gives it a platform, and its own options. */
class WebSocketsClient<
  Options extends ConnectOptions = ConnectOptions,
  Provided extends Target = Target,
> implements AsyncIterable<MessageData> {
  readonly #platform: Platform
  readonly #emitter: Emitter
  // Of the last `connect`; before the first one, of the next.
  #outcome = new Outcome()
  #status: WebSocketsStatus | undefined
  #connection: Connection | undefined

  /**
   * @param platform - what the adapter binds; users of a package call the constructor without arguments
   * @param misplaced - arguments of a user who means `connect`
   * @throws `ERR_INVALID_OPTION` for those
   */
  constructor(platform: Platform, misplaced: readonly unknown[] = []) {
    if (misplaced.length) throw misuse('ERR_INVALID_OPTION', 'constructor')
    this.#platform = platform
    this.#emitter = new Emitter(platform.reportError, this)
  }

  /** A new client; nothing is opened until `connect`. */
  static new<Made>(this: new () => Made, ...misplaced: []): Made {
    return new this(...misplaced)
  }

  /** The W3C number: 0 connecting or waiting to reconnect, 1 open, 2 closing, 3 closed or new. */
  get readyState(): 0 | 1 | 2 | 3 {
    return this.#connection?.lastAttempt.phase ?? 3
  }

  /** The URI of the current or last connection, without credentials; empty before the first. */
  get url(): string {
    return this.#connection?.url ?? ''
  }

  /** The subprotocol that the server chose; empty if it chose none. */
  get protocol(): string {
    return this.#connection?.lastAttempt.subprotocol ?? ''
  }

  /** Payload bytes that `send` accepted and that have not left yet, in the queue or with the platform. */
  get bufferedAmount(): number {
    return this.#connection?.outbox.bufferedAmount ?? 0
  }

  /**
   * Where the client is, as one immutable object: with `subscribe`, an external store.
   * @example
   * ```ts
   * // Outside of the component, or React subscribes anew at each render.
   * const subscribe = (onChange: () => void) => ws.subscribe(onChange)
   * const status = useSyncExternalStore(subscribe, () => ws.status)
   * ```
   */
  get status(): WebSocketsStatus {
    const { readyState } = this
    const lastAttempt = this.#connection?.lastAttempt
    const { error } = this.#outcome
    const status: WebSocketsStatus = Object.freeze({
      readyState,
      attempt: lastAttempt?.ordinal ?? 0,
      delay: lastAttempt?.retryDelay,
      error,
    })
    const last = this.#status
    const isSame = ([name, value]: readonly [string, unknown]): boolean =>
      value === last?.[name as keyof WebSocketsStatus]
    if (Object.entries(status).every(isSame)) return last as WebSocketsStatus
    return (this.#status = status)
  }

  /**
   * Calls back in a microtask after each change of `status`.
   * @returns what ends that
   * @throws `ERR_INVALID_LISTENER`
   */
  subscribe(onChange: () => void): () => void {
    return this.#emitter.watch(onChange, true)
  }

  /**
   * For tools: calls back in a microtask for each change of `status`, each message sent and where it stands, and each
   * probe.
   * @returns what ends that
   * @throws `ERR_INVALID_LISTENER`
   */
  watch(watcher: Watcher): () => void {
    return this.#emitter.watch(watcher)
  }

  /**
   * Resolves with the first ONOPEN of this `connect`. Rejects with a `WebSocketsError` if the final ONCLOSE came first
   * (`ERR_ABORTED` if you asked for it), or if there was no `connect` yet (`ERR_INVALID_STATE`).
   * @example
   * ```ts
   * ws.connect('wss://example.com/live')
   * const { protocol } = await ws.opened
   * ```
   */
  get opened(): Promise<WebSocketsOpenEvent> {
    return this.#connection
      ? this.#outcome.opened
      : Promise.reject(misuse('ERR_INVALID_STATE', 'opened'))
  }

  /** Resolves with the final ONCLOSE of this `connect`, or, before the first one, of that; never rejects. */
  get closed(): Promise<WebSocketsCloseEvent> {
    return this.#outcome.closed
  }

  /**
   * Adds a listener for every event (`WSEVENT`) or for one type; adding the same pair twice is adding it once.
   * @throws `ERR_INVALID_LISTENER`, `ERR_INVALID_OPTION`
   * @example
   * ```ts
   * ws.addEventListener(ws.WSEVENT, (event) => {
   *   if (event.type === ws.ONOPEN) ws.send('hello')
   *   if (event.type === ws.ONMESSAGE) console.log(event.data)
   * })
   * ```
   */
  addEventListener<Type extends keyof WebSocketsEventMap>(
    type: Type,
    handler: (event: WebSocketsEventMap[Type]) => void,
    options?: ListenerOptions,
  ): void {
    this.#emitter.addHandler(type, handler, options)
  }

  /** Removes a listener; an unknown pair is ignored. */
  removeEventListener<Type extends keyof WebSocketsEventMap>(
    type: Type,
    handler: (event: WebSocketsEventMap[Type]) => void,
  ): void {
    this.#emitter.removeHandler(type, handler)
  }

  /**
   * Opens a connection and returns at once; events report the outcome, and none comes before this has returned.
   * After your own `disconnect` it begins right after the final ONCLOSE of the connection before.
   * @param uri - `ws:`, `wss:`, `http:` or `https:`; a string, a `URL`, or a function called anew for each attempt
   * @throws `ERR_INVALID_STATE` unless `readyState` is 3 or you have disconnected, `ERR_INVALID_URI`, `ERR_INVALID_OPTION`, and the platform's own:
   * `ERR_TLS_UNSUPPORTED`, `ERR_OPTION_UNSUPPORTED`
   * @example
   * ```ts
   * ws.connect('wss://example.com/live', { reconnect: true, queue: true })
   * ws.connect(async () => `wss://example.com/live?token=${await freshToken()}`, { reconnect: true })
   * ```
   */
  connect(
    uri: string | UrlLike | UriProvider<Provided>,
    options: Options | undefined = {} as Options,
  ): void {
    const request = requestOf(uri, options, this.#platform)
    const previous = this.#connection
    if (this.readyState !== 3 && !(previous as Connection).isDisconnected)
      throw misuse('ERR_INVALID_STATE', 'connect')
    if (previous) this.#outcome = new Outcome()
    this.#connection = new Connection(request, {
      emitter: this.#emitter,
      hostPlatform: this.#platform,
      outcome: this.#outcome,
      previous,
    })
    this.#emitter.tell()
  }

  /**
   * Tries now: stops waiting for the next attempt; while open, sends a heartbeat's probe at once. For a program that
   * knows better: its app is in front again, the network is back. Else it does nothing.
   */
  wake(): void {
    this.#connection?.lastAttempt.wake()
  }

  /**
   * Closes the connection, gives up the attempt, or stops waiting for the next one. Calling it again does nothing.
   * @param code - 1000, or 3000 to 4999 (RFC 6455, section 7.4). @defaultValue 1000
   * @param reason - at most 123 bytes of UTF-8. @defaultValue ''
   * @throws `ERR_INVALID_CLOSE`
   */
  disconnect(code: number | undefined = 1000, reason: string | undefined = ''): void {
    const isReason = typeof reason === 'string' && this.#platform.sizeOf(reason) <= 123
    if (!isReason || !isSendable(code)) throw misuse('ERR_INVALID_CLOSE', '', { code, reason })
    this.#connection?.disconnect(code, reason)
  }

  /**
   * Sends a message: a string as text, anything else as binary. Later changes to a buffer do not change the message.
   * @throws `ERR_INVALID_DATA`, `ERR_INVALID_STATE` if the connection is not open and there is no queue, `ERR_QUEUE_FULL`
   * @example
   * ```ts
   * ws.send(JSON.stringify({ type: 'hello' }))
   * ws.send(new Uint8Array([1, 2, 3]))
   * ```
   */
  send(data: SendData): void {
    if (!isTextOrBytes(data) && !this.#platform.isBlob(data))
      throw misuse('ERR_INVALID_DATA', '', data)
    if (!this.#connection?.send(data)) throw misuse('ERR_INVALID_STATE', 'send')
  }

  /**
   * Resolves when `bufferedAmount` is at most `bytes`: backpressure for who sends. Rejects as `opened` does if the final
   * ONCLOSE comes first, or with `ERR_INVALID_OPTION`.
   * @defaultValue 0
   * @example
   * ```ts
   * for await (const chunk of file) {
   *   ws.send(chunk)
   *   await ws.drained(65_536)
   * }
   * ```
   */
  async drained(bytes = 0): Promise<void> {
    if (bytes !== 0 && !isPositive(bytes)) throw invalid('bytes', bytes, 'a number of bytes from 0')
    await this.#connection?.outbox.drained(bytes)
  }

  /**
   * The messages from this call to the final close. Leaving the loop early disconnects.
   * @throws `ERR_INVALID_STATE` while another loop runs
   * @example
   * ```ts
   * for await (const data of ws) console.log(data)
   * ```
   */
  [Symbol.asyncIterator](): MessageIterator {
    const outcome = this.#outcome
    if (outcome.inbox) throw misuse('ERR_INVALID_STATE', 'iterate')
    const onReturn = (): void => {
      outcome.inbox = undefined
      if (outcome === this.#outcome) this.disconnect()
    }
    const pause = (isHigh: boolean): boolean =>
      (this.#connection as Connection).lastAttempt.pause(isHigh)
    const inbox = __NODE__ ? new Inbox(onReturn, pause) : new Inbox(onReturn)
    if (this.#connection?.lastAttempt.phase === 3) inbox.end(outcome.error)
    else outcome.inbox = inbox
    return inbox
  }

  /** Disconnects and waits for the final ONCLOSE: `await using ws = WebSockets.new()`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.disconnect()
    if (this.readyState !== 3) await this.closed
  }
}

Object.assign(WebSocketsClient.prototype, constants, {
  // With a tag of its own, a framework's deep proxy leaves a client alone.
  [Symbol.toStringTag]: 'WebSockets',
  ...(__NODE__ && { [Symbol.for('nodejs.util.inspect.custom')]: inspected }),
})

/** What a console shows of a client: Node's, and that of the runtimes that follow it. */
function inspected(
  this: WebSocketsClient,
  _depth: number,
  _options: object,
  inspect: (value: object) => string,
): string {
  try {
    const { url, protocol, bufferedAmount, status } = this
    return `WebSockets ${inspect({ url, protocol, bufferedAmount, ...status })}`
  } catch {
    // A proxy of a client has none of its private members.
    return 'WebSockets'
  }
}

/** A client: its own members, and the constants. */
export type Client<
  Options extends ConnectOptions = ConnectOptions,
  Provided extends Target = Target,
> = WebSocketsClient<Options, Provided> & Constants

/** The client's class, with the constants on it and on every instance. */
export interface ClientClass extends Constants {
  new <Options extends ConnectOptions = ConnectOptions, Provided extends Target = Target>(
    ...given: ConstructorParameters<typeof WebSocketsClient>
  ): Client<Options, Provided>
  /** A new client; nothing is opened until `connect`. */
  'new'<Made>(this: new () => Made): Made
}

export const Client: ClientClass = Object.assign(
  WebSocketsClient,
  constants,
) as unknown as ClientClass
