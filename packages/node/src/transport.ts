import type { IncomingMessage } from 'node:http'
import {
  WebSocketsError,
  type BlobLike,
  type CloseInfo,
  type SendData,
  type TlsInfo,
  type Transport,
  type TransportHandlers,
  type TransportRequest,
} from '@wsevent/core'
import { WebSocket, type ClientOptions, type RawData } from 'ws'
import { Burst, type BurstOwner, type Sink } from './burst.ts'
import { failureOf, retryAfterOf } from './failure.ts'
import type { ConnectOptions } from './options.ts'
import { negotiated, tlsSettings } from './tls.ts'

const ABNORMAL: CloseInfo = { code: 1006, reason: '', wasClean: false }
// `ws` ends a message of more than 16,384 fragments, where browsers take any number; this bounds their bookkeeping.
const MAX_FRAGMENTS = 1_048_576
// Bytes of a rejected handshake's body that are kept, and milliseconds that they may take.
const BODY_LIMIT = 1024
const BODY_TIMEOUT = 1000

// The greatest delay of a timer, in milliseconds: a greater one fires at once.
const LONGEST = 0x7fffffff

interface WsOptions extends ClientOptions {
  readonly closeTimeout: number
  readonly maxFragments: number
}

function wsOptions({ options, closeTimeout }: TransportRequest): WsOptions {
  const { tls, headers, compression, agent, ca, cert, key } = options as ConnectOptions
  const { passphrase, servername, rejectUnauthorized, maxPayload } = options as ConnectOptions
  const given = { headers, agent, ca, cert, key, passphrase, servername, rejectUnauthorized, maxPayload }
  const present = Object.entries(given).filter(([, value]) => value !== undefined)
  return {
    ...(Object.fromEntries(present) as ClientOptions),
    ...tlsSettings(tls),
    perMessageDeflate: compression === true,
    // Core's own timer says 1006; `ws` knows the server's code, where there is one, so it goes first.
    closeTimeout: Math.min(closeTimeout * 0.9, LONGEST),
    maxFragments: MAX_FRAGMENTS,
  }
}

type Blobless = Exclude<SendData, BlobLike>

function isBlob(data: unknown): data is BlobLike {
  return data instanceof Blob
}

/** The same memory, as bytes. */
function bytesOf(data: ArrayBuffer | ArrayBufferView): Buffer {
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data)
}

function snapshotOf(data: Blobless): string | Buffer {
  return typeof data === 'string' ? data : Buffer.from(bytesOf(data))
}

/** Payload bytes, as browsers count them: `ws` counts its frame headers too. */
function sizeOf(data: SendData): number {
  if (typeof data === 'string') return Buffer.byteLength(data)
  return isBlob(data) ? data.size : data.byteLength
}

function noop(): void {
  // `ws` emits an error for an attempt that is given up, and an error without a listener ends the process.
}

/** One socket of `ws`. */
class WsTransport implements Transport, BurstOwner {
  bufferedAmount = 0
  readonly #socket: WebSocket
  readonly #handlers: TransportHandlers
  readonly #options: ConnectOptions
  #tls: TlsInfo | undefined
  #stream: Sink | undefined
  #burst: Burst | undefined
  #blobs = 0
  #isOpen = false
  #isOver = false

  constructor(request: TransportRequest, handlers: TransportHandlers) {
    this.#handlers = handlers
    this.#options = request.options as ConnectOptions
    const socket = new WebSocket(request.uri, [...request.protocols], wsOptions(request))
    this.#socket = socket
    socket.binaryType = 'arraybuffer'
    socket.on('upgrade', (response) => this.#onUpgrade(response))
    socket.on('unexpected-response', (_request, response) => this.#onRejected(response))
    socket.on('open', () => this.#onOpen())
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary))
    socket.on('ping', () => handlers.onPong())
    socket.on('pong', () => handlers.onPong())
    socket.on('error', (error) => this.#end(failureOf(error, this.#isOpen)))
    socket.onclose = (info) => this.#end(undefined, info)
  }

  /** After a close frame no data frame may follow (RFC 6455, section 5.5.1). */
  get sink(): Sink | undefined {
    return this.#socket.readyState === WebSocket.OPEN ? this.#stream : undefined
  }

  onWritten(bytes: number): void {
    this.bufferedAmount -= bytes
    if (!this.#isOver) this.#handlers.onDrain()
  }

  send(data: SendData): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false
    const size = sizeOf(data)
    this.bufferedAmount += size
    if (isBlob(data)) this.#sendSlowly(data, size)
    else if (!this.#burst || this.#blobs > 0) this.#sendSlowly(snapshotOf(data), size)
    else this.#burst.add(typeof data === 'string' ? data : bytesOf(data), size)
    return true
  }

  close(code: number, reason: string): void {
    this.#burst?.flush()
    this.#socket.close(code, reason)
  }

  drop(): void {
    this.#isOver = true
    this.#burst?.flush()
    this.#socket.removeAllListeners()
    this.#socket.on('error', noop)
    this.#socket.terminate()
  }

  ping(): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping()
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  #onUpgrade({ socket }: IncomingMessage): void {
    this.#stream = socket
    if (!this.#options.compression) this.#burst = new Burst(this)
    if (!this.#socket.url.startsWith('wss:')) return
    const info = negotiated(socket, this.#options.tls)
    if (info instanceof WebSocketsError) this.#end(info)
    else this.#tls = info
  }

  #onOpen(): void {
    const { protocol } = this.#socket
    this.#isOpen = true
    this.#handlers.onOpen({ protocol, ...(this.#tls && { tls: this.#tls }) })
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    this.#handlers.onMessage(isBinary ? (data as ArrayBuffer) : (data as Buffer).toString())
  }

  /** Keeps a piece of what the server says: it often tells why. */
  #onRejected(response: IncomingMessage): void {
    const { statusCode: status = 0, statusMessage = '', headers } = response
    let body = ''
    const finish = (): void => {
      clearTimeout(timer)
      const retryAfter = retryAfterOf(headers['retry-after'], Date.now())
      const cause = Object.assign(new Error(`${status} ${statusMessage}`), { body })
      const init = { cause, status, ...(retryAfter !== undefined && { retryAfter }) }
      // A 101 that upgrades nothing was no refusal, but a broken answer.
      const code = status === 101 ? 'ERR_CONNECT_FAILED' : 'ERR_HANDSHAKE_REJECTED'
      this.#end(new WebSocketsError(code, String(status), init))
    }
    const timer = setTimeout(finish, BODY_TIMEOUT)
    response.setEncoding('utf8')
    response.on('data', (piece: string) => {
      body = (body + piece).slice(0, BODY_LIMIT)
      if (body.length === BODY_LIMIT) response.destroy()
    })
    response.once('close', finish)
  }

  /** The error is the end: after a bad frame `ws` would wait for a server that may stay silent. */
  #end(cause: WebSocketsError | undefined, { code, reason, wasClean } = ABNORMAL): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#handlers.onClose({ code, reason, wasClean }, cause)
  }

  /** Through `ws`, which reads a Blob, and compresses, later than now. */
  #sendSlowly(data: string | Buffer | BlobLike, size: number): void {
    this.#burst?.flush()
    if (isBlob(data)) this.#blobs += 1
    this.#socket.send(data as string | Buffer | Blob, (error) => {
      if (isBlob(data)) this.#blobs -= 1
      // What failed has not left: it stays counted, and is told of as unconfirmed.
      if (!error) this.onWritten(size)
    })
  }

}

/**
 * Opens a socket of `ws`.
 * @throws `ERR_TLS_FAILED` for a certificate or a key that OpenSSL does not take
 */
export function openTransport(request: TransportRequest, handlers: TransportHandlers): Transport {
  try {
    return new WsTransport(request, handlers)
  } catch (cause) {
    throw failureOf(cause as Error, false)
  }
}
