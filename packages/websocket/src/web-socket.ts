import { sizeOf } from '@wsevent/core'
import type {
  UriProvider,
  WebSocketsCloseEvent,
  WebSocketsErrorEvent,
  WebSocketsEvent,
} from '@wsevent/node'
import { Backlog } from './backlog.ts'
import { clientOn, messageEvent, withOrigin } from './client-node.ts'
import { CloseEvent } from './close-event.ts'
import { toCloseFrame } from './close-frame.ts'
import { toData } from './data.ts'
import { Early } from './early.ts'
import { Handlers } from './handlers.ts'
import { expose, identify, requireArguments, toText } from './interface.ts'
import { keepNative } from './native.ts'
import { PATIENCE, toOptions } from './options.ts'
import { join, type Turn } from './turns.ts'
import type { BinaryType, WebSocketClass, WebSocketOptions, WebSocket as Socket } from './idl.ts'
import { checkProtocols, parseUrl, toProtocols } from './url.ts'
import { Wire } from './wire.ts'

const CONSTANTS = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 } as const
const { CONNECTING, OPEN, CLOSING, CLOSED } = CONSTANTS

// The inspector looks for it; a symbol, so that a page finds no more than the standard has.
const CLIENT = Symbol.for('wsevent.client')

type Arguments = ConstructorParameters<WebSocketClass>

class StandardWebSocket extends EventTarget {
  readonly #wire = new Wire()
  readonly #client = clientOn(this.#wire)
  readonly #backlog = new Backlog(() => this.#client.bufferedAmount)
  readonly #handlers = new Handlers(this)
  readonly #early = new Early<WebSocketsEvent>((event) => this.#onEvent(event))
  readonly #hasQueue: boolean
  // Undefined if a function provides it.
  readonly #url: URL | undefined
  #leaveLine: (() => void) | undefined
  #readyState: 0 | 1 | 2 | 3 = CONNECTING
  #binaryType: BinaryType = 'blob'
  // Of the attempt under way.
  #hasOpened = false
  #error: WebSocketsErrorEvent | undefined
  // Kept: on Node, asking a URL costs more than a message.
  #origin = ''

  static with(bound: WebSocketOptions): WebSocketClass {
    const Bound = class extends this {
      constructor(...given: Arguments) {
        requireArguments(given, 1)
        const [url, protocols, options] = given
        super(url, protocols, { ...bound, ...toOptions(options) })
      }
    }
    identify(Bound, 'WebSocket', 1)
    return Bound as unknown as WebSocketClass
  }

  constructor(...given: Arguments) {
    requireArguments(given, 1)
    super()
    const options = toOptions(given[2])
    const [url, protocols = options?.protocols] = given
    const provider = options && typeof url === 'function' ? url : undefined
    const text = provider ? '' : toText(url)
    const names = toProtocols(protocols)
    this.#hasQueue = Boolean(options?.queue)
    this.#url = provider ? undefined : parseUrl(text, options?.port)
    checkProtocols(names)
    this.#client.addEventListener(this.#client.WSEVENT, (event) => this.#onEvent(event))
    this.#connect(provider, withOrigin({ ...(options ?? PATIENCE), protocols: names }))
  }

  get url(): string {
    return this.#url?.href ?? this.#client.url
  }

  get readyState(): 0 | 1 | 2 | 3 {
    return this.#readyState
  }

  get bufferedAmount(): number {
    return this.#backlog.bytes
  }

  get extensions(): string {
    return this.#wire.extensions
  }

  get protocol(): string {
    return this.#client.protocol
  }

  get binaryType(): BinaryType {
    return this.#binaryType
  }

  set binaryType(value: unknown) {
    const type = toText(value)
    // Read in any case: what is no socket throws.
    const isKnown = type === 'blob' || type === 'arraybuffer'
    this.#binaryType = isKnown ? type : this.#binaryType
  }

  get onopen(): object | null {
    return this.#handlers.get('open')
  }

  set onopen(value: unknown) {
    this.#handlers.set('open', value)
  }

  get onmessage(): object | null {
    return this.#handlers.get('message')
  }

  set onmessage(value: unknown) {
    this.#handlers.set('message', value)
  }

  get onerror(): object | null {
    return this.#handlers.get('error')
  }

  set onerror(value: unknown) {
    this.#handlers.set('error', value)
  }

  get onclose(): object | null {
    return this.#handlers.get('close')
  }

  set onclose(value: unknown) {
    this.#handlers.set('close', value)
  }

  send(...given: readonly unknown[]): void {
    requireArguments(given, 1)
    const data = toData(given[0])
    const bytes = sizeOf(data)
    if (this.#readyState === CONNECTING && !this.#hasQueue)
      throw new DOMException('The connection is not open yet.', 'InvalidStateError')
    this.#backlog.hold()
    if (this.#readyState <= OPEN && this.#hand(data)) this.#backlog.add(bytes)
    else this.#backlog.strand(bytes)
  }

  close(...given: readonly unknown[]): void {
    const { code, reason } = toCloseFrame(given)
    if (this.#readyState > OPEN) return
    this.#readyState = CLOSING
    // As the standard has it, a reason takes a code with it.
    this.#wire.hasCode = code !== undefined || reason !== ''
    this.#client.disconnect(code, reason)
  }

  wake(): void {
    this.#client.wake()
  }

  drained(bytes?: number): Promise<void> {
    return this.#client.drained(bytes)
  }

  get [CLIENT](): unknown {
    return this.#client
  }

  /** Connects when its turn has come; where a function gives the URL, at once. */
  #connect(provider: UriProvider | undefined, options: WebSocketOptions): void {
    const url = this.#url?.href ?? ''
    const { ready, leave }: Partial<Turn> = this.#url ? join(this.#url.host) : {}
    this.#leaveLine = leave
    try {
      this.#client.connect(provider ?? (ready ? () => ready.then(() => url) : url), options)
    } catch (error) {
      leave?.()
      throw error
    }
  }

  /** False if the connection has ended, and its close is about to be told. */
  #hand(data: Parameters<Socket['send']>[0]): boolean {
    try {
      this.#client.send(data)
      return true
    } catch (error) {
      if ((error as Partial<WebSocketsErrorEvent>).code === 'ERR_INVALID_STATE') return false
      throw error
    }
  }

  #onEvent(event: WebSocketsEvent): void {
    if (this.#early.take(event)) return
    if (event.type === 'message') this.#onMessage(event.data)
    else if (event.type === 'open') this.#onOpen()
    else if (event.type === 'error') this.#error = event
    else this.#onClose(event)
  }

  #onOpen(): void {
    this.#leaveLine?.()
    this.#hasOpened = true
    this.#readyState = OPEN
    this.#origin = (this.#url ?? new URL(this.#client.url)).origin
    super.dispatchEvent(new Event('open'))
    this.#early.begin()
  }

  #onMessage(received: string | ArrayBuffer): void {
    if (this.#readyState !== OPEN) return
    const isBlob = typeof received !== 'string' && this.#binaryType === 'blob'
    const data = isBlob ? new Blob([received]) : received
    super.dispatchEvent(messageEvent(data, this.#origin))
  }

  #onClose(event: WebSocketsCloseEvent): void {
    const { type, wasClean, code, reason, ...more } = event
    const { type: _, ...why } = this.#error ?? { type }
    // The standard's error is a connection that failed; one that was lost is not an error.
    const isFailed = this.#error ? this.#error.code !== 'ERR_CONNECTION_LOST' : !this.#hasOpened
    this.#leaveLine?.()
    this.#hasOpened = false
    this.#error = undefined
    this.#readyState = event.willReconnect ? CONNECTING : CLOSED
    if (!wasClean && !event.willReconnect) this.#backlog.lose()
    if (isFailed) super.dispatchEvent(Object.assign(new Event('error'), why))
    const close = new CloseEvent('close', { wasClean, code, reason })
    super.dispatchEvent(Object.assign(close, more) as Event)
  }
}

expose(StandardWebSocket, 'WebSocket', 1, CONSTANTS)
identify(StandardWebSocket.prototype.send, 'send', 1)

/** The W3C `WebSocket`: an instance. */
export type WebSocket = Socket

/** The W3C `WebSocket`, the same on every platform; with options it is more. */
export const WebSocket: WebSocketClass = keepNative(StandardWebSocket) as unknown as WebSocketClass
