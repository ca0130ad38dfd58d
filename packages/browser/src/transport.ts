import {
  WebSocketsError,
  type CloseInfo,
  type SendData,
  type Transport,
  type TransportHandlers,
  type TransportRequest,
  type WireCode,
} from '@wsevent/core'

// Milliseconds that the platform has for the close after its error: a blocked port or a policy gives none.
const GRACE = 100
// What Deno says of an ended TCP connection, of one without TLS's close_notify, and of an error of the system.
const LOST = /EOF|close_notify|os error/
const ABNORMAL: CloseInfo = { code: 1006, reason: '', wasClean: false }

/** Whether a value is a `Blob`, where the platform has them. */
export function isBlob(data: unknown): data is Blob {
  return typeof Blob === 'function' && data instanceof Blob
}

/** What an error after the opening means: a drop, where the platform's message says so, as Deno's does. */
function codeOf(event: Event & { readonly message?: unknown }): WireCode {
  return LOST.test(String(event.message)) ? 'ERR_CONNECTION_LOST' : 'ERR_PROTOCOL'
}

/** One native socket. */
class NativeTransport implements Transport {
  readonly #socket: WebSocket
  readonly #handlers: TransportHandlers
  #timer: ReturnType<typeof setTimeout> | undefined
  #cause: WebSocketsError | undefined
  #blob: Blob | undefined
  #isOpen = false

  constructor(socket: WebSocket, handlers: TransportHandlers) {
    this.#socket = socket
    this.#handlers = handlers
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => this.#onOpen()
    socket.onmessage = ({ data }) => this.#onMessage(data as string | ArrayBuffer)
    socket.onerror = (event) => this.#onError(this.#isOpen ? codeOf(event) : 'ERR_CONNECT_FAILED')
    socket.onclose = (info) => this.#end(info)
    // Chromium tells of connect-src (CSP, section 6.1.2) here, and nothing but an error at the socket.
    globalThis.addEventListener?.('securitypolicyviolation', this.#onViolation)
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount
  }

  send(data: SendData): boolean {
    if (this.#socket.readyState !== 1) return false
    this.#socket.send(data as string | ArrayBuffer | Blob)
    if (isBlob(data)) this.#blob = data
    return true
  }

  close(code: number, reason: string): void {
    const close = (): void => this.#socket.close(code, reason)
    // WebKit forgets a Blob that it still reads when it is told to close: it has had its time when this has read it too.
    if (this.#blob?.arrayBuffer) this.#blob.arrayBuffer().then(close, close)
    else close()
  }

  drop(): void {
    this.#detach()
    this.#socket.close()
  }

  #onOpen(): void {
    const { protocol } = this.#socket
    this.#quit()
    // What was told of a policy, or of an error, did not keep it from opening.
    this.#cause = undefined
    this.#isOpen = true
    this.#handlers.onOpen({ protocol })
  }

  #onMessage(data: string | ArrayBuffer): void {
    // A round trip later a Blob has been read: it need not be kept.
    this.#blob = undefined
    this.#handlers.onMessage(data)
  }

  #onError(code: WireCode): void {
    // A policy's word says more than the socket's error, whichever of the two comes first.
    if (!this.#cause || code === 'ERR_BLOCKED') this.#cause = new WebSocketsError(code)
    this.#timer ??= setTimeout(() => this.#end(ABNORMAL), GRACE)
  }

  readonly #onViolation = ({
    blockedURI,
    effectiveDirective,
    disposition,
  }: SecurityPolicyViolationEvent): void => {
    if (effectiveDirective !== 'connect-src' || disposition === 'report') return
    // A policy shows a blocked URI whole, or its origin, or its scheme (CSP, section 5.4).
    const { href, origin, protocol } = new URL(this.#socket.url)
    const isOurs = [href, origin, protocol.slice(0, -1)].includes(blockedURI)
    if (isOurs) this.#onError('ERR_BLOCKED')
  }

  #end({ code, reason, wasClean }: CloseInfo): void {
    this.#detach()
    this.#handlers.onClose({ code, reason, wasClean }, this.#cause)
  }

  /** A platform may close long after its error: that end has been told. */
  #detach(): void {
    const socket = this.#socket
    this.#quit()
    socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null
  }

  #quit(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    globalThis.removeEventListener?.('securitypolicyviolation', this.#onViolation)
  }
}

/**
 * Opens a native socket; the class is looked up now, so that mocks work.
 * @throws `ERR_BLOCKED` where a policy forbids it, `ERR_CONNECT_FAILED`
 */
export function openTransport(
  { uri, protocols }: TransportRequest,
  handlers: TransportHandlers,
): Transport {
  try {
    return new NativeTransport(new globalThis.WebSocket(uri, [...protocols]), handlers)
  } catch (cause) {
    // Firefox has a name of its own for connect-src.
    const isPolicy = /^(SecurityError|NS_ERROR_CONTENT_BLOCKED)$/.test(
      String((cause as Error | undefined)?.name),
    )
    throw new WebSocketsError(isPolicy ? 'ERR_BLOCKED' : 'ERR_CONNECT_FAILED', '', { cause })
  }
}
