import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type RequestOptions,
  type Server,
} from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { copyOf, type MessageData } from '../data.ts'
import type { Faults } from '../faults.ts'
import { Line } from '../line.ts'
import type { CloseInfo, Peer, PeerHandlers, Request } from '../peer.ts'
import { SecureStream, Stream } from './stream.ts'

type OnCreated = (error: Error | null, stream: Duplex) => void

type Headers = Readonly<Record<string, string | readonly string[]>>

/** What `ws` gives to `http.request`. */
export interface HandshakeOptions extends Omit<RequestOptions, 'headers'> {
  readonly headers?: Headers
  /** Of TLS. */
  readonly maxVersion?: string
}

/** Answers a handshake whose request has been read. */
type Answer = (request: IncomingMessage, head: Buffer) => void

const answers = new WeakMap<Duplex, Answer>()
const protocols = new WeakMap<IncomingMessage, string>()
let server: Server | undefined
const upgrader = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  handleProtocols: (_offered, request) => protocols.get(request) || false,
})

/** Node's own HTTP, which never listens: streams are given to it. */
function httpServer(): Server {
  server ??= createServer().on('upgrade', (request, socket, head) => {
    answers.get(socket)?.(request, head)
  })
  return server
}

function systemError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}

function lowerCase(headers: Headers): Record<string, string> {
  const entries = Object.entries(headers)
  // A list is one header with commas (RFC 9110, section 5.3).
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]))
}

function responseOf({ status = 503, headers = {}, body = '' }: Faults['status']): string {
  const fields = Object.entries({
    connection: 'close',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  })
  const lines = fields.map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n')
}

/** A handshake of `ws`, over a stream in memory; Node's HTTP and the server of `ws` are at the other end. */
export class NodeRequest implements Request {
  readonly uri: string
  readonly protocols: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly #stream: Stream
  #isRefused = false
  #isDialed = false
  readonly #line = new Line()
  readonly #far = new Stream(this.#line.down)
  readonly #onCreated: OnCreated

  constructor(uri: string, options: HandshakeOptions, onCreated: OnCreated) {
    this.uri = uri
    this.headers = lowerCase(options.headers ?? {})
    this.protocols = this.headers['sec-websocket-protocol']?.split(/ *, */) ?? []
    this.#onCreated = onCreated
    this.#stream = uri.startsWith('wss:')
      ? new SecureStream(this.#line.up, options.maxVersion ?? 'TLSv1.3')
      : new Stream(this.#line.up)
    Stream.join(this.#stream, this.#far)
  }

  /** The client's end; undefined if the connection was refused at once. */
  dial(): Stream | undefined {
    this.#isDialed = true
    return this.#isRefused ? undefined : this.#stream
  }

  refuse(): void {
    this.#fail('ECONNREFUSED', `connect ECONNREFUSED ${new URL(this.uri).host}`)
  }

  failTls(code: string): void {
    this.#fail(code, code.toLowerCase().replaceAll('_', ' '))
  }

  reject(answer: Faults['status']): void {
    this.#listen(() => this.#far.end(responseOf(answer)))
  }

  accept(protocol: string, handlers: PeerHandlers): Peer {
    const peer = new NodePeer(this.#line, this.#stream, this.#far)
    this.#listen((request, head) => {
      protocols.set(request, protocol)
      upgrader.handleUpgrade(request, this.#far, head, (socket) => peer.open(socket, handlers))
    })
    return peer
  }

  #listen(answer: Answer): void {
    // The client may have left meanwhile.
    if (this.#far.destroyed) return
    answers.set(this.#far, answer)
    httpServer().emit('connection', this.#far)
  }

  #fail(code: string, message: string): void {
    this.#isRefused = true
    const error = systemError(code, message)
    if (this.#isDialed) this.#stream.destroy(error)
    else this.#onCreated(error, this.#stream)
  }
}

/** The server's socket of `ws`. */
class NodePeer implements Peer {
  readonly line: Line
  readonly #near: Stream
  readonly #far: Stream
  #socket: WebSocket | undefined

  constructor(line: Line, near: Stream, far: Stream) {
    this.line = line
    this.#near = near
    this.#far = far
  }

  open(socket: WebSocket, handlers: PeerHandlers): void {
    this.#socket = socket
    socket.on('message', (data: Buffer, isBinary) => {
      handlers.onMessage(isBinary ? copyOf(data) : data.toString())
    })
    // What a fault does to the stream is no surprise: the close follows.
    socket.on('error', () => undefined)
    socket.on('close', (code, reason) => {
      const info: CloseInfo = { code, reason: reason.toString(), wasClean: code !== 1006 }
      handlers.onClose(info)
    })
    // Behind the answer to the handshake, so that the client has it.
    this.line.down.pass(0, () => handlers.onOpen())
  }

  send(data: MessageData): void {
    this.#socket?.send(data)
  }

  close(code: number | undefined, reason: string): void {
    this.#socket?.close(code, reason)
  }

  endDown(): void {
    this.#far.end()
  }

  cut(): void {
    this.#near.destroy()
    this.#far.destroy()
  }
}
