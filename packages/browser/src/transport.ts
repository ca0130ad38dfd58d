import {
  WebSocketsError,
  type CloseInfo,
  type SendData,
  type Transport,
  type TransportHandlers,
  type TransportRequest,
} from '@wsevent/core'

// Milliseconds that the platform has for the close after its error: a blocked port or a policy gives none.
const GRACE = 100
const ABNORMAL: CloseInfo = { code: 1006, reason: '', wasClean: false }

/** Whether a value is a `Blob`, where the platform has them. */
export function isBlob(data: unknown): data is Blob {
  return typeof Blob === 'function' && data instanceof Blob
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
    socket.onmessage = ({ data }) => handlers.onMessage(data as string | ArrayBuffer)
    socket.onerror = () => this.#onError(this.#isOpen ? 'ERR_PROTOCOL' : 'ERR_CONNECT_FAILED')
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
    if (this.#blob) this.#blob.arrayBuffer().then(close, close)
    else close()
  }

  drop(): void {
    this.#detach()
    this.#socket.close()
  }

  #onOpen(): void {
    this.#isOpen = true
    this.#quit()
    this.#handlers.onOpen({ protocol: this.#socket.protocol })
  }

  #onError(code: 'ERR_PROTOCOL' | 'ERR_CONNECT_FAILED' | 'ERR_BLOCKED'): void {
    // A policy's word says more than the socket's error, whichever of the two comes first.
    if (!this.#cause || code === 'ERR_BLOCKED') this.#cause = new WebSocketsError(code)
    this.#timer ??= setTimeout(() => this.#end(ABNORMAL), GRACE)
  }

  readonly #onViolation = ({
    blockedURI,
    effectiveDirective,
  }: SecurityPolicyViolationEvent): void => {
    // A policy shows a blocked URI whole, or its origin, or its scheme (CSP, section 5.4).
    const { href, origin, protocol } = new URL(this.#socket.url)
    const isOurs = [href, origin, protocol.slice(0, -1)].includes(blockedURI)
    if (effectiveDirective === 'connect-src' && isOurs) this.#onError('ERR_BLOCKED')
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
    const isPolicy = (cause as Error | undefined)?.name === 'SecurityError'
    throw new WebSocketsError(isPolicy ? 'ERR_BLOCKED' : 'ERR_CONNECT_FAILED', '', { cause })
  }
}
