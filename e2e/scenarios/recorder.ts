import { assert } from 'chai'
import type {
  ConnectOptions,
  WebSockets,
  WebSocketsCloseEvent,
  WebSocketsErrorEvent,
  WebSocketsEvent,
  WebSocketsOpenEvent,
} from 'wsevent'
import { type EventRecord, verifyGrammar } from './grammar.ts'
import type { PlatformFacts } from './platforms.ts'
import type { LooseClient, Sdk } from './sdk.ts'

export type Uri = Parameters<WebSockets['connect']>[0]
type Data = string | ArrayBuffer
type EventType = WebSocketsEvent['type']
type EventOf<Type extends EventType> = Extract<WebSocketsEvent, { readonly type: Type }>

/** The final close of a connection that was lost or never made. */
export const LOST = { code: 1006, reason: '', wasClean: false, willReconnect: false } as const

/** A client with everything it has emitted, to be awaited in the order of each type. */
export class Recorder {
  readonly ws: WebSockets
  readonly records: EventRecord[] = []
  readonly #facts: PlatformFacts
  #connects = 0
  #finals = 0
  #isConnecting = false
  #isSecure = false
  #unread: WebSocketsEvent[] = []
  readonly #waiting: (() => void)[] = []

  constructor(sdk: Sdk, facts: PlatformFacts) {
    this.#facts = facts
    this.ws = sdk.WebSockets.new()
    this.ws.addEventListener(sdk.WSEVENT, (event) => this.#record(event))
  }

  /** The client, to be called with what its types refuse. */
  get loose(): LooseClient {
    return this.ws
  }

  get types(): readonly string[] {
    return this.records.map(({ event }) => event.type)
  }

  get messages(): readonly Data[] {
    return this.records.flatMap(({ event }) => (event.type === 'message' ? [event.data] : []))
  }

  /** Connects, and knows of events that come too early. */
  connect(uri: Uri, options: ConnectOptions = {}): void {
    this.#isConnecting = true
    this.#isSecure = /^(?:wss|https):/.test(String(uri))
    try {
      this.ws.connect(uri, options)
      this.#connects += 1
    } finally {
      this.#isConnecting = false
    }
  }

  async open(uri: Uri, options: ConnectOptions = {}): Promise<WebSocketsOpenEvent> {
    this.connect(uri, options)
    return this.next('open')
  }

  /** The next event of that type that was not read yet. */
  async next<Type extends EventType>(type: Type): Promise<EventOf<Type>> {
    return (await this.#take((event) => event.type === type)) as EventOf<Type>
  }

  async message(): Promise<Data> {
    return (await this.next('message')).data
  }

  async echo(data: Data | ArrayBufferView): Promise<Data> {
    this.ws.send(data)
    return this.message()
  }

  async closed(): Promise<WebSocketsCloseEvent> {
    const isFinal = (event: WebSocketsEvent): boolean =>
      event.type === 'close' && !event.willReconnect
    return (await this.#take(isFinal)) as WebSocketsCloseEvent
  }

  /** The next ONERROR, which has this code, and the ONCLOSE after it: that of a lost connection. */
  async fails(
    code: string,
    expected: Partial<WebSocketsCloseEvent> = {},
  ): Promise<{ error: WebSocketsErrorEvent; close: WebSocketsCloseEvent }> {
    const error = await this.next('error')
    assert.equal(error.code, code)
    const close = await this.next('close')
    assert.include(close, { ...LOST, ...expected })
    return { error, close }
  }

  /** Ends what is still there, and waits for its ONCLOSE. */
  async finish(): Promise<void> {
    if (this.ws.readyState === 3) return
    this.#unread = []
    const closed = this.closed()
    this.ws.disconnect()
    await closed
  }

  /** Holds the grammar, and that each connect has ended with one final ONCLOSE. */
  verify(): void {
    verifyGrammar(this.#facts, this.records)
    assert.equal(this.#finals, this.#connects, 'one final ONCLOSE for each connect')
  }

  #record(event: WebSocketsEvent): void {
    const { readyState } = this.ws
    if (event.type === 'close' && !event.willReconnect) this.#finals += 1
    this.records.push({
      event,
      readyState,
      isSecure: this.#isSecure,
      isEarly: this.#isConnecting,
      isFollowed: this.#connects > this.#finals,
    })
    this.#unread.push(event)
    for (const look of this.#waiting.splice(0)) look()
  }

  async #take(accepts: (event: WebSocketsEvent) => boolean): Promise<WebSocketsEvent> {
    for (;;) {
      const event = this.#unread.find(accepts)
      this.#unread = this.#unread.filter((one) => one !== event)
      if (event !== undefined) return event
      // After the final close nothing comes that somebody could wait for.
      if (this.ws.readyState === 3) throw new Error('the client is closed')
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }
}
