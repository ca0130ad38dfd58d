import { createHash } from 'node:crypto'
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { Connection, type Script } from './connection.ts'
import type { Log } from './log.ts'

/** The GUID of RFC 6455 section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

export type Behaviour = (handshake: Handshake) => void

export type Behaviours = Readonly<Record<string, Behaviour>>

/** Header lines; `null` leaves one out. */
type Headers = Readonly<Record<string, string | null>>

/** One request to upgrade, not answered yet. */
export class Handshake {
  readonly request: IncomingMessage
  readonly socket: Socket
  readonly query: URLSearchParams
  readonly log: Log
  readonly offered: readonly string[]
  /** Whether TCP stays open on this side when the client has ended it on its own. */
  keepsTcp = false

  constructor(request: IncomingMessage, socket: Socket, query: URLSearchParams, log: Log) {
    const { url, headers } = request
    this.request = request
    this.socket = socket
    this.query = query
    this.log = log
    this.offered = headers['sec-websocket-protocol']?.split(/\s*,\s*/) ?? []
    const tls = socket instanceof TLSSocket ? socket.getProtocol() : null
    log.add('request', { url, headers, protocols: this.offered, tls })
    socket.on('end', () => {
      // Node's HTTP server keeps its side open, which would make every client wait for the end.
      if (!this.keepsTcp) socket.destroySoon()
    })
    socket.on('close', () => log.add('gone'))
  }

  number(name: string, otherwise: number): number {
    const value = this.query.get(name)
    return value === null ? otherwise : Number(value)
  }

  acceptance(changes: Headers = {}): string {
    const key = `${this.request.headers['sec-websocket-key']}${GUID}`
    return answer(101, {
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Accept': createHash('sha1').update(key).digest('base64'),
      'Sec-WebSocket-Protocol': this.offered[0] ?? null,
      ...changes,
    })
  }

  /** Accepts the upgrade; `first` goes into the same segment as the answer. */
  accept(script: Script = {}, changes: Headers = {}, first = Buffer.alloc(0)): Connection {
    const connection = new Connection(this.socket, this.log, script)
    this.socket.write(Buffer.concat([Buffer.from(this.acceptance(changes)), first]))
    this.log.add('open')
    return connection
  }

  /** Accepts, and acts once open, or on the first message where the query has `after=message`. */
  whenOpen(act: (connection: Connection) => void): void {
    if (this.query.get('after') !== 'message') return act(this.accept())
    const connection = this.accept({ onMessage: () => act(connection) })
  }

  /** Rejects the upgrade; `behind` goes into the same segment. */
  reject(status: number, headers: Headers = {}, behind = ''): void {
    const body = 'not here'
    const lines = { Connection: 'close', 'Content-Length': String(body.length), ...headers }
    this.socket.end(answer(status, lines) + body + behind)
  }
}

function answer(status: number, headers: Headers): string {
  const lines = Object.entries(headers).filter(([, value]) => value !== null)
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}`
  return [head, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
}
