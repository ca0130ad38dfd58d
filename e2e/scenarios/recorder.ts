import type {
  ConnectOptions,
  WebSockets,
  WebSocketsCloseEvent,
  WebSocketsErrorEvent,
  WebSocketsEvent,
  WebSocketsOpenEvent,
} from 'wsevent'
import { type Heard, verifyGrammar } from './grammar.ts'
import type { PlatformFacts } from './platforms.ts'
import type { LooseClient, Sdk } from './sdk.ts'

type Uri = Parameters<WebSockets['connect']>[0]
type EventType = WebSocketsEvent['type']
type EventOf<Type extends EventType> = Extract<WebSocketsEvent, { readonly type: Type }>

interface Waiter {
  readonly accepts: (event: WebSocketsEvent) => boolean
  readonly resolve: (event: WebSocketsEvent) => void
  readonly reject: (error: Error) => void
}

/** How an attempt failed. */
export interface Failure {
  readonly error: WebSocketsErrorEvent
  readonly close: WebSocketsCloseEvent
}

/** A client with everything it has emitted, to be awaited in the order of each type. */
export class Recorder {
  readonly ws: WebSockets
  readonly heard: Heard[] = []
  readonly #sdk: Sdk
  readonly #facts: PlatformFacts
  #isConnecting = false
  #isSecure = false
  #unread: WebSocketsEvent[] = []
  #waiters: Waiter[] = []

  constructor(sdk: Sdk, facts: PlatformFacts, ws: WebSockets = sdk.WebSockets.new()) {
    this.#sdk = sdk
    this.#facts = facts
    this.ws = ws
    ws.addEventListener(sdk.WSEVENT, (event: WebSocketsEvent) => this.#hear(event))
  }

  /** The client, to be called with what its types refuse. */
  get loose(): LooseClient {
    return this.ws
  }

  /** The types of all events so far. */
  get types(): readonly string[] {
    return this.heard.map(({ event }) => event.type)
  }

  /** The data of all messages so far. */
  get messages(): readonly (string | ArrayBuffer)[] {
    return this.heard.flatMap(({ event }) =>
      event.type === this.#sdk.ONMESSAGE ? [event.data] : [],
    )
  }

  /** Connects, and knows of events that come too early. */
  connect(uri: Uri, options: ConnectOptions = {}): void {
    this.#isConnecting = true
    this.#isSecure = String(uri).startsWith('wss:') || String(uri).startsWith('https:')
    try {
      this.ws.connect(uri, options)
    } finally {
      this.#isConnecting = false
    }
  }

  /** Connects and waits for ONOPEN. */
  async open(uri: Uri, options: ConnectOptions = {}): Promise<WebSocketsOpenEvent> {
    this.connect(uri, options)
    return this.next(this.#sdk.ONOPEN)
  }

  /** The next event of that type that was not read yet. */
  async next<Type extends EventType>(type: Type): Promise<EventOf<Type>> {
    return (await this.#take((event) => event.type === type)) as EventOf<Type>
  }

  /** The next final ONCLOSE. */
  async closed(): Promise<WebSocketsCloseEvent> {
    const { ONCLOSE } = this.#sdk
    return (await this.#take(
      (event) => event.type === ONCLOSE && !event.willReconnect,
    )) as WebSocketsCloseEvent
  }

  /** The next ONERROR and the ONCLOSE after it. */
  async failed(): Promise<Failure> {
    const error = await this.next(this.#sdk.ONERROR)
    return { error, close: await this.next(this.#sdk.ONCLOSE) }
  }

  /** Ends what is still there, and waits for its ONCLOSE. */
  async finish(): Promise<void> {
    if (this.ws.readyState === 3) return
    this.#unread = []
    const closed = this.closed()
    this.ws.disconnect()
    await closed
  }

  /** Throws where the events break the contract's grammar. */
  verify(): void {
    verifyGrammar(this.#sdk, this.#facts, this.heard)
  }

  #hear(event: WebSocketsEvent): void {
    const { readyState } = this.ws
    this.heard.push({ event, readyState, isSecure: this.#isSecure, isEarly: this.#isConnecting })
    const waiter = this.#waiters.find(({ accepts }) => accepts(event))
    this.#waiters = this.#waiters.filter((other) => other !== waiter)
    if (waiter === undefined) this.#unread.push(event)
    else waiter.resolve(event)
    if (event.type === this.#sdk.ONCLOSE && !event.willReconnect) this.#disappoint()
  }

  /** After the final close nothing comes that somebody could wait for. */
  #disappoint(): void {
    for (const { reject } of this.#waiters.splice(0))
      reject(new Error('the client closed meanwhile'))
  }

  #take(accepts: (event: WebSocketsEvent) => boolean): Promise<WebSocketsEvent> {
    const found = this.#unread.find(accepts)
    this.#unread = this.#unread.filter((event) => event !== found)
    if (found !== undefined) return Promise.resolve(found)
    if (this.ws.readyState === 3) return Promise.reject(new Error('the client is closed'))
    return new Promise((resolve, reject) => this.#waiters.push({ accepts, resolve, reject }))
  }
}
