import type { IncomingMessage } from 'node:http'
import type { Socket as Stream } from 'node:net'
import {
  type BlobLike,
  type CloseInfo,
  type Failure,
  type OpenInfo,
  type SendData,
  type Transport,
  type TransportHandlers,
  type TransportRequest,
} from '@wsevent/core'
import { shared } from './answer.ts'
import { Burst, type BurstOwner, type Sink } from './burst.ts'
import { bytesOf, isBlob, sizeOf, snapshotOf } from './data.ts'
import { Dialing } from './dialing.ts'
import { failureOf } from './failure.ts'
import { keep, type Keeper } from './keep.ts'
import type { ConnectOptions } from './options.ts'
import { proxyFor } from './proxy.ts'
import { Rejection } from './rejection.ts'
import { Socket, type Connection, type SocketOwner } from './socket.ts'
import { negotiated } from './tls.ts'
import { tunnel } from './tunnel.ts'

/** What only the opening needs. */
interface Opening {
  readonly options: ConnectOptions
  /** Absent once the server has accepted. */
  dialing?: Dialing | undefined
  /** What is known of the server's answer. */
  answer?: Omit<OpenInfo, 'protocol'>
  rejection?: Rejection
}

/** One socket of `ws`. */
export class WsTransport implements Transport, SocketOwner, BurstOwner {
  #buffered = 0
  readonly #socket: Socket
  readonly #handlers: TransportHandlers
  readonly #keeper: Keeper
  // Undefined once it is open.
  #opening: Opening | undefined
  #stream: Stream | undefined
  #burst: Burst | undefined
  #blobs = 0
  // The largest message that may arrive; 0 for no limit.
  #limit: number | undefined
  #isCompressed = false
  #isOver = false

  constructor(request: TransportRequest, handlers: TransportHandlers, keeper: Keeper) {
    this.#handlers = handlers
    this.#keeper = keeper
    this.#socket = this.#dial(request)
  }

  /** After a close frame no data frame may follow (RFC 6455, section 5.5.1). */
  get sink(): Sink | undefined {
    return this.#isWritable ? this.#stream : undefined
  }

  get bufferedAmount(): number {
    return this.#stream ? this.#buffered : this.#socket.bufferedAmount
  }

  get bytesRead(): number {
    return this.#stream?.bytesRead ?? 0
  }

  get bytesWritten(): number {
    return this.#stream?.bytesWritten ?? 0
  }

  /** Whether it has ended or was dropped. */
  get isOver(): boolean {
    return this.#isOver
  }

  onWritten(bytes: number): void {
    // Node calls back without an error for a write that a dead socket gave up: it never left, so it stays counted.
    if (this.#stream?.destroyed) return
    this.#buffered -= bytes
    if (!this.#isOver) this.#handlers.onDrain()
  }

  send(data: SendData, size: number = sizeOf(data)): boolean {
    if (!this.#isWritable) return false
    if (!this.#take(data, size)) this.#buffered += size
    return true
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason)
  }

  drop(): void {
    this.#opening?.dialing?.drop(this.#isOver)
    this.#isOver = true
    this.#keeper.onDropped?.()
    this.#opening?.rejection?.stop()
    this.flush()
    this.#socket.drop()
  }

  /** Keeps the process alive or not, as its keeper has it now. */
  keep(): void {
    this.#opening?.dialing?.keep()
    if (this.#stream) keep(this.#stream, this.#keeper.isRefed)
  }

  ping(): void {
    if (this.#isWritable) this.#socket.ping()
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  flush(): void {
    this.#burst?.flush()
  }

  onUpgrade({ socket, headers }: IncomingMessage): void {
    const opening = this.#opening as Opening
    opening.dialing?.end()
    opening.dialing = undefined
    this.#stream = socket
    this.keep()
    const { 'sec-websocket-extensions': extensions = '' } = headers
    opening.answer = { headers: shared(headers), extensions }
    // One was offered; `ws` accepts it twice, against RFC 7692, section 5.
    if (extensions.includes(',')) return this.#end(twice())
    if (!this.#socket.url.startsWith('wss:')) return
    const tls = negotiated(socket, opening.options.tls)
    if ('code' in tls) this.#end(tls)
    else opening.answer = { headers, extensions, tls }
  }

  onOpened(): void {
    if (this.#isOver) return
    const { protocol, extensions } = this.#socket
    const { options, answer } = this.#opening as Opening
    this.#opening = undefined
    this.#limit = options.maxPayload
    // What was negotiated counts, not what was offered.
    this.#isCompressed = extensions !== ''
    if (!this.#isCompressed && this.#stream) this.#socket.read(this.#stream, options.maxPayload)
    this.#handlers.onOpen({ protocol, ...answer })
  }

  onData(data: string | ArrayBuffer): void {
    this.#handlers.onMessage(data)
  }

  onControl(): void {
    this.#handlers.onPong()
  }

  /** An error is the end: after a bad frame `ws` would wait for a server that may stay silent. */
  onFailure(error: Error): void {
    this.#end(failureOf(error, !this.#opening, this.#limit))
  }

  onClosed(info: CloseInfo): void {
    this.#end(undefined, info)
  }

  onRejected(response: IncomingMessage): void {
    const rejection = new Rejection(response, () => this.#end(rejection.failure))
    ;(this.#opening as Opening).rejection = rejection
  }

  #dial(request: TransportRequest): Socket {
    const { uri, options } = request
    const dialing = new Dialing(this.#keeper)
    const proxy = proxyFor(uri, options)
    const connection: Connection = {
      finishRequest(started) {
        started.once('socket', (socket) => dialing.add(socket)).end()
      },
      ...(proxy && { createConnection: tunnel(proxy, uri.startsWith('wss:'), dialing) }),
    }
    const dial = (): Socket => new Socket(request, this, connection)
    this.#opening = { options, dialing }
    return options['agent'] ? dialing.watch(dial) : dial()
  }

  get #isWritable(): boolean {
    return this.#socket.readyState === Socket.OPEN
  }

  /** Made on first use: whoever only listens needs none. */
  #burstOf(): Burst {
    this.#burst ??= new Burst(this)
    return this.#burst
  }

  #end(failure?: Failure, info?: CloseInfo): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#handlers.onClose(info, failure)
  }

  /** Takes a message over, with the bytes of now; true if it has left. */
  #take(data: SendData, size: number): boolean {
    if (isBlob(data)) this.#sendSlowly(data, size)
    // Bun's replacement of `ws` does not tell what it writes to.
    else if (this.#isCompressed || this.#blobs > 0 || !this.#stream)
      this.#sendSlowly(snapshotOf(data), size)
    else return this.#burstOf().add(typeof data === 'string' ? data : bytesOf(data), size)
    return false
  }

  /** Through `ws`, which reads a Blob, and compresses, later than now. */
  #sendSlowly(data: string | Buffer | BlobLike, size: number): void {
    this.flush()
    if (isBlob(data)) this.#blobs += 1
    this.#socket.send(data as string | Buffer | Blob, (error) => {
      if (isBlob(data)) this.#blobs -= 1
      // What failed has not left: it stays counted, and is reported as unconfirmed.
      if (!error) this.onWritten(size)
    })
  }
}

function twice(): Failure {
  const cause = new Error('the server accepted more extensions than were offered')
  return { code: 'ERR_CONNECT_FAILED', cause, detail: cause.message }
}

/** Opens a socket of `ws`; a certificate or a key that OpenSSL refuses is a failure. */
export function openTransport(
  request: TransportRequest,
  handlers: TransportHandlers,
  keeper: Keeper,
): WsTransport | Failure {
  try {
    return new WsTransport(request, handlers, keeper)
  } catch (cause) {
    return failureOf(cause as Error, false)
  }
}
