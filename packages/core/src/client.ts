import { Audience } from './audience.ts'
import { isSendable } from './close-code.ts'
import { Connection } from './connection.ts'
import { isTextOrBytes } from './data.ts'
import { WebSocketsError } from './errors.ts'
import {
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
import type {
  MessageData,
  SendData,
  WebSocketsCloseEvent,
  WebSocketsEventMap,
  WebSocketsOpenEvent,
} from './events.ts'
import { Inbox, type MessageIterator } from './inbox.ts'
import type { ListenerOptions } from './listeners.ts'
import { planOf, type ConnectOptions, type UriProvider } from './options.ts'
import type { Platform } from './transport.ts'
import type { UrlLike } from './uri.ts'

declare global {
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol
  }
}

/** The WebSocket client; an adapter gives it a platform, and its own options. */
export class Client<
  Options extends ConnectOptions = ConnectOptions,
> implements AsyncIterable<MessageData> {
  declare static readonly WSEVENT: typeof WSEVENT
  declare static readonly ONOPEN: typeof ONOPEN
  declare static readonly ONMESSAGE: typeof ONMESSAGE
  declare static readonly ONCLOSE: typeof ONCLOSE
  declare static readonly ONERROR: typeof ONERROR
  declare static readonly TLS_1_0: typeof TLS_1_0
  declare static readonly TLS_1_1: typeof TLS_1_1
  declare static readonly TLS_1_2: typeof TLS_1_2
  declare static readonly TLS_1_3: typeof TLS_1_3
  declare readonly WSEVENT: typeof WSEVENT
  declare readonly ONOPEN: typeof ONOPEN
  declare readonly ONMESSAGE: typeof ONMESSAGE
  declare readonly ONCLOSE: typeof ONCLOSE
  declare readonly ONERROR: typeof ONERROR
  declare readonly TLS_1_0: typeof TLS_1_0
  declare readonly TLS_1_1: typeof TLS_1_1
  declare readonly TLS_1_2: typeof TLS_1_2
  declare readonly TLS_1_3: typeof TLS_1_3

  readonly #platform: Platform
  readonly #audience: Audience
  #connection: Connection | undefined

  /** @param platform - what the adapter binds; users of a package call it without */
  constructor(platform: Platform) {
    this.#platform = platform
    this.#audience = new Audience(platform.reportError, this)
  }

  /** The W3C number: 0 connecting or waiting to reconnect, 1 open, 2 closing, 3 closed or new. */
  get readyState(): 0 | 1 | 2 | 3 {
    return this.#connection?.readyState ?? 3
  }

  /** The URI of the current or last connection, without credentials; empty before the first. */
  get url(): string {
    return this.#connection?.url ?? ''
  }

  /** The subprotocol that the server chose; empty where none. */
  get protocol(): string {
    return this.#connection?.protocol ?? ''
  }

  /** Payload bytes that `send` accepted and that have not left: those of the queue and those of the platform. */
  get bufferedAmount(): number {
    return this.#connection?.bufferedAmount ?? 0
  }

  /**
   * Resolves with the first ONOPEN of this `connect`; rejects with a `WebSocketsError` where the final ONCLOSE came first
   * (`ERR_ABORTED` where that was asked for), or where there was no `connect` yet (`ERR_INVALID_STATE`).
   */
  get opened(): Promise<WebSocketsOpenEvent> {
    return this.#connection
      ? this.#audience.opened.promise
      : Promise.reject(new WebSocketsError('ERR_INVALID_STATE', 'opened'))
  }

  /** Resolves with the final ONCLOSE of this `connect`, or of the next one; never rejects. */
  get closed(): Promise<WebSocketsCloseEvent> {
    return this.#audience.closed.promise
  }

  /**
   * Adds a listener for every event (`WSEVENT`) or for one type; the same pair twice is one.
   * @throws `ERR_INVALID_LISTENER`, `ERR_INVALID_OPTION`
   */
  addEventListener<Type extends keyof WebSocketsEventMap>(
    type: Type,
    handler: (event: WebSocketsEventMap[Type]) => void,
    options?: ListenerOptions,
  ): void {
    this.#audience.add(type, handler, options)
  }

  /** Removes a listener; an unknown pair is ignored. */
  removeEventListener<Type extends keyof WebSocketsEventMap>(
    type: Type,
    handler: (event: WebSocketsEventMap[Type]) => void,
  ): void {
    this.#audience.remove(type, handler)
  }

  /**
   * Opens a connection; the events tell how it went, none of them before this has returned.
   * @param uri - `ws:`, `wss:`, `http:` or `https:`; a string, a `URL`, or a function called anew for each attempt
   * @throws `ERR_INVALID_STATE` unless `readyState` is 3, `ERR_INVALID_URI`, `ERR_INVALID_OPTION`, and the platform's own:
   * `ERR_TLS_UNSUPPORTED`, `ERR_OPTION_UNSUPPORTED`
   */
  connect(uri: string | UrlLike | UriProvider, options?: Options): void {
    const plan = planOf(uri, options, this.#platform)
    if (this.readyState !== 3) throw new WebSocketsError('ERR_INVALID_STATE', 'connect')
    this.#audience.begin()
    this.#connection = new Connection(plan, this.#platform, this.#audience, this.url)
    this.#connection.start()
  }

  /**
   * Closes the connection, gives up the attempt, or ends the waiting for the next; idempotent.
   * @param code - 1000, or 3000 to 4999 (RFC 6455, section 7.4). @defaultValue 1000
   * @param reason - at most 123 bytes of UTF-8. @defaultValue ''
   * @throws `ERR_INVALID_CLOSE`
   */
  disconnect(code: number | undefined = 1000, reason: string | undefined = ''): void {
    const isReason = typeof reason === 'string' && this.#platform.sizeOf(reason) <= 123
    if (!isReason || !isSendable(code)) throw new WebSocketsError('ERR_INVALID_CLOSE')
    this.#connection?.disconnect(code, reason)
  }

  /**
   * Sends a message: a string as text, the rest as binary, with the bytes of now.
   * @throws `ERR_INVALID_DATA`, `ERR_INVALID_STATE` when not open and no queue was asked for, `ERR_QUEUE_FULL`
   */
  send(data: SendData): void {
    if (!isTextOrBytes(data) && !this.#platform.isBlob(data)) {
      throw new WebSocketsError('ERR_INVALID_DATA')
    }
    if (this.readyState > 1 || !this.#connection?.send(data))
      throw new WebSocketsError('ERR_INVALID_STATE', 'send')
  }

  /**
   * The messages from this call to the final close; leaving the loop early disconnects.
   * @throws `ERR_INVALID_STATE` while another loop runs
   */
  [Symbol.asyncIterator](): MessageIterator {
    const audience = this.#audience
    if (audience.inbox) throw new WebSocketsError('ERR_INVALID_STATE', 'iterate')
    const inbox = new Inbox({
      pause: (isHigh) => this.#connection?.pause(isHigh) === true,
      onOverflow: () => this.#connection?.fail('ERR_MESSAGE_TOO_BIG'),
      onReturn: () => {
        audience.inbox = undefined
        this.disconnect()
      },
    })
    if (this.#connection?.readyState === 3) inbox.end(audience.error)
    else audience.inbox = inbox
    return inbox
  }

  /** Disconnects and waits for the final ONCLOSE: `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.disconnect()
    if (this.readyState !== 3) await this.closed
  }
}

const constants = {
  WSEVENT,
  ONOPEN,
  ONMESSAGE,
  ONCLOSE,
  ONERROR,
  TLS_1_0,
  TLS_1_1,
  TLS_1_2,
  TLS_1_3,
}
Object.assign(Client, constants)
Object.assign(Client.prototype, constants)
