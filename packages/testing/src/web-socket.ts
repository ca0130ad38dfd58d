import { copyOf, isBuffer, sizeOf, type MessageData } from './data.ts'
import { headerSize, Line, soon } from './line.ts'
import type { CloseInfo, Peer, PeerHandlers, Request } from './peer.ts'
import { serverAt } from './registry.ts'
import { checkClose, checkProtocols, parse } from './checks.ts'

const ABNORMAL: CloseInfo = { code: 1006, reason: '', wasClean: false }

type Handler = ((event: Event) => void) | null

/** Node 20 has no `CloseEvent`. */
function closeEvent(info: CloseInfo): Event {
  return Object.assign(new Event('close'), info)
}

/** `globalThis.WebSocket` (WHATWG), with a mock server at the other end. */
export class MockWebSocket extends EventTarget {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSING = 2
  static readonly CLOSED = 3
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSING = 2
  readonly CLOSED = 3
  readonly url: string
  readonly extensions = ''
  binaryType: 'blob' | 'arraybuffer' = 'blob'
  readyState = 0
  bufferedAmount = 0
  protocol = ''
  readonly #origin: string
  readonly #handlers = new Map<string, Handler>()
  readonly #line = new Line()
  #server: PeerHandlers | undefined
  // What was sent before goes first, a Blob that is still read included.
  #outgoing: Promise<unknown> = Promise.resolve()

  constructor(uri: string | URL, protocols: string | readonly string[] = []) {
    super()
    const url = parse(uri)
    const offered = typeof protocols === 'string' ? [protocols] : [...protocols].map(String)
    checkProtocols(offered)
    this.url = url.href
    this.#origin = `${url.protocol}//${url.host}`
    soon(() => serverAt(this.url)?.receive(this.#requestOf(offered)))
  }

  get onopen(): Handler {
    return this.#handlers.get('open') ?? null
  }
  set onopen(handler: Handler) {
    this.#handle('open', handler)
  }
  get onmessage(): Handler {
    return this.#handlers.get('message') ?? null
  }
  set onmessage(handler: Handler) {
    this.#handle('message', handler)
  }
  get onerror(): Handler {
    return this.#handlers.get('error') ?? null
  }
  set onerror(handler: Handler) {
    this.#handle('error', handler)
  }
  get onclose(): Handler {
    return this.#handlers.get('close') ?? null
  }
  set onclose(handler: Handler) {
    this.#handle('close', handler)
  }

  send(given: unknown): void {
    if (this.readyState === 0) throw new DOMException('it is still connecting', 'InvalidStateError')
    const data = this.#take(given)
    const size = data instanceof Blob ? data.size : sizeOf(data)
    this.bufferedAmount += size
    if (this.readyState !== 1) return
    this.#queue(async () => {
      const message = data instanceof Blob ? await data.arrayBuffer() : data
      const leave = (): void => {
        this.bufferedAmount -= size
      }
      this.#up(size, () => this.#server?.onMessage(message), leave)
    })
  }

  close(code?: number, reason = ''): void {
    checkClose(code, reason)
    if (this.readyState > 1) return
    const isOpen = this.readyState === 1
    this.readyState = 2
    if (!isOpen) return soon(() => this.#fail())
    const info = { code: code ?? 1005, reason, wasClean: true }
    this.#queue(() => {
      this.#up(closeSize(info), () => {
        this.#server?.onClose(info)
        this.#line.down.pass(closeSize(info), () => this.#end(info))
      })
    })
  }

  #handle(type: string, handler: Handler): void {
    if (!this.#handlers.has(type)) {
      this.addEventListener(type, (event) => this.#handlers.get(type)?.call(this, event))
    }
    this.#handlers.set(type, typeof handler === 'function' ? handler : null)
  }

  #take(given: unknown): MessageData | Blob {
    if (given instanceof Blob) return given
    return ArrayBuffer.isView(given) || isBuffer(given) ? copyOf(given) : String(given)
  }

  #queue(task: () => unknown): void {
    this.#outgoing = this.#outgoing.then(task)
  }

  /** A frame to the server: it arrives whole, or not at all. */
  #up(payload: number, arrive: () => void, leave?: () => void): void {
    const size = payload + headerSize(payload, true)
    this.#line.up.pass(size, (bytes) => bytes === size && this.readyState !== 3 && arrive(), leave)
  }

  #down(payload: number, arrive: () => void): void {
    const size = payload + headerSize(payload, false)
    this.#line.down.pass(size, (bytes) => bytes === size && arrive())
  }

  #requestOf(protocols: readonly string[]): Request {
    const fail = (): void => this.#fail()
    return {
      uri: this.url,
      protocols,
      headers: {},
      accept: (protocol, handlers) => this.#accept(protocol, handlers, protocols),
      refuse: fail,
      failTls: fail,
      reject: fail,
    }
  }

  #accept(protocol: string, handlers: PeerHandlers, offered: readonly string[]): Peer {
    soon(() => {
      if (this.readyState !== 0) return
      this.#server = handlers
      // Offered, and none chosen: the connection fails, though the server took it for open.
      if (!protocol && offered.length > 0) {
        handlers.onOpen()
        return this.#fail()
      }
      this.readyState = 1
      this.protocol = protocol
      this.dispatchEvent(new Event('open'))
      handlers.onOpen()
    })
    return {
      line: this.#line,
      send: (data) => this.#down(sizeOf(data), () => this.#receive(data)),
      close: (code = 1005, reason) => {
        const info = { code, reason, wasClean: true }
        this.#down(closeSize(info), () => this.#answer(info))
      },
      endDown: () => this.#break(),
      cut: () => this.#break(),
    }
  }

  #receive(data: MessageData): void {
    if (this.readyState !== 1) return
    const isBlob = typeof data !== 'string' && this.binaryType === 'blob'
    const message = isBlob ? new Blob([data]) : data
    this.dispatchEvent(new MessageEvent('message', { data: message, origin: this.#origin }))
  }

  /** The server's close frame: it is answered, behind what was sent. */
  #answer(info: CloseInfo): void {
    if (this.readyState !== 1) return
    this.readyState = 2
    this.#queue(() => {
      this.#up(closeSize(info), () => {
        this.#server?.onClose(info)
        this.#end(info)
      })
    })
  }

  /** No connection was made. */
  #fail(): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.#server?.onClose(ABNORMAL)
    this.dispatchEvent(new Event('error'))
    this.dispatchEvent(closeEvent(ABNORMAL))
  }

  /** There was one, and no close frame. */
  #break(): void {
    soon(() => this.#end(ABNORMAL))
  }

  #end(info: CloseInfo): void {
    if (this.readyState === 3) return
    this.readyState = 3
    if (!info.wasClean) this.#server?.onClose(info)
    this.dispatchEvent(closeEvent(info))
  }
}

function closeSize({ code, reason }: CloseInfo): number {
  return code === 1005 ? 0 : 2 + sizeOf(reason)
}
