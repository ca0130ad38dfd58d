import {
  WebSocketsError,
  type CloseInfo,
  type SendData,
  type Transport,
  type TransportHandlers,
  type TransportRequest,
  type WireCode,
} from '@wsevent/core'
import { codeOf } from './native-error.ts'
import { watchPolicy } from './policy.ts'

// Milliseconds that the platform has for the close after its error: a blocked port or a policy gives none.
const GRACE = 100

/** Whether a value is a `Blob`, where the platform has them. */
export function isBlob(data: unknown): data is Blob {
  return typeof Blob === 'function' && data instanceof Blob
}

/** One native socket. */
class NativeTransport implements Transport {
  readonly #socket: WebSocket
  readonly #handlers: TransportHandlers
  readonly #quitPolicy: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #cause: WebSocketsError | undefined
  #blob: Blob | undefined

  constructor(socket: WebSocket, handlers: TransportHandlers) {
    let isOpen = false
    this.#socket = socket
    this.#handlers = handlers
    this.#quitPolicy = watchPolicy(socket.url, () => this.#fail('ERR_BLOCKED'))
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => {
      this.#quit()
      // What was told of a policy, or of an error, did not keep it from opening.
      this.#cause = undefined
      isOpen = true
      handlers.onOpen(socket)
    }
    socket.onmessage = ({ data }) => {
      // A round trip later a Blob has been read: it need not be kept.
      this.#blob = undefined
      handlers.onMessage(data as string | ArrayBuffer)
    }
    socket.onerror = (event) => this.#fail(isOpen ? codeOf(event) : 'ERR_CONNECT_FAILED')
    socket.onclose = (info) => this.#end(info)
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
    // WebKit forgets a Blob that it still reads when it is told to close: it has had its time when this has read it
    // too. And Node's own class calls back inside `close`.
    void Promise.resolve(this.#blob?.arrayBuffer?.()).then(close, close)
  }

  drop(): void {
    this.#detach()
    this.#socket.close()
  }

  #fail(code: WireCode): void {
    // A policy's word says more than the socket's error, whichever of the two comes first.
    if (!this.#cause || code === 'ERR_BLOCKED') this.#cause = new WebSocketsError(code)
    this.#timer ??= setTimeout(() => this.#end(), GRACE)
  }

  #end(info?: CloseInfo): void {
    this.#detach()
    this.#handlers.onClose(info, this.#cause)
  }

  /** A platform may close long after its error: that end has been told. */
  #detach(): void {
    const socket = this.#socket
    this.#quit()
    socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null
  }

  #quit(): void {
    clearTimeout(this.#timer)
    this.#quitPolicy()
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
