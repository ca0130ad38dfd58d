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

/** One native socket. */
class NativeTransport implements Transport {
  readonly #socket: WebSocket
  readonly #handlers: TransportHandlers
  #timer: ReturnType<typeof setTimeout> | undefined
  #cause: WebSocketsError | undefined
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
    return true
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  drop(): void {
    const socket = this.#socket
    this.#quit()
    socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null
    socket.close()
  }

  #onOpen(): void {
    this.#isOpen = true
    this.#quit()
    this.#handlers.onOpen({ protocol: this.#socket.protocol })
  }

  #onError(code: 'ERR_PROTOCOL' | 'ERR_CONNECT_FAILED' | 'ERR_BLOCKED'): void {
    this.#cause ??= new WebSocketsError(code)
    this.#timer ??= setTimeout(() => this.#end(ABNORMAL), GRACE)
  }

  readonly #onViolation = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent): void => {
    // A policy shows no more of a blocked URI than its origin, where it shows it at all.
    const isOurs = this.#socket.url.startsWith(blockedURI) || blockedURI.startsWith(this.#socket.url)
    if (effectiveDirective === 'connect-src' && isOurs) this.#onError('ERR_BLOCKED')
  }

  #end({ code, reason, wasClean }: CloseInfo): void {
    this.#quit()
    this.#handlers.onClose({ code, reason, wasClean }, this.#cause)
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
