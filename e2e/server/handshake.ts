import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { Connection, type Script } from './connection.ts'
import type { Log } from './registry.ts'

/** The GUID of RFC 6455 section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** What a path does to the client that asks for it. */
export type Behaviour = (handshake: Handshake) => void

/** One request to upgrade, not answered yet. */
export class Handshake {
  readonly socket: Socket
  readonly query: URLSearchParams
  readonly log: Log
  readonly headers: IncomingMessage['headers']
  /** Whether TCP stays open on this side when the client has ended it on its own. */
  keepsTcp = false

  constructor(request: IncomingMessage, socket: Socket, log: Log) {
    this.socket = socket
    this.log = log
    this.headers = request.headers
    this.query = new URL(request.url ?? '/', 'http://localhost').searchParams
    log.add('request', { url: request.url, headers: request.headers, protocols: this.offered })
    socket.on('end', () => {
      log.add('end')
      // Node's HTTP server keeps its side open, which would make every client wait for the end.
      if (!this.keepsTcp) socket.destroySoon()
    })
    socket.on('close', () => log.add('gone'))
    socket.on('error', (error) => log.add('socket error', { message: error.message }))
  }

  /** The subprotocols that the client offers. */
  get offered(): readonly string[] {
    const header = this.headers['sec-websocket-protocol'] ?? ''
    return header
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
  }

  number(name: string, otherwise: number): number {
    const value = this.query.get(name)
    return value === null ? otherwise : Number(value)
  }

  /** The header lines that accept the upgrade; `null` leaves one out. */
  acceptance(changes: Readonly<Record<string, string | null>> = {}): string {
    const lines: Record<string, string | null> = {
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Accept': acceptKey(this.headers['sec-websocket-key'] ?? ''),
      'Sec-WebSocket-Protocol': this.offered[0] ?? null,
      ...changes,
    }
    return answer('101 Switching Protocols', lines)
  }

  /** Accepts the upgrade; `first` goes into the same segment as the answer. */
  accept(
    script: Script = {},
    changes: Readonly<Record<string, string | null>> = {},
    first?: Uint8Array,
  ): Connection {
    const connection = new Connection(this.socket, this.log)
    connection.script = script
    this.socket.write(
      Buffer.concat([Buffer.from(this.acceptance(changes)), first ?? Buffer.alloc(0)]),
    )
    this.log.add('open')
    return connection
  }

  /** Answers with plain HTTP and ends TCP. */
  reject(status: string, headers: Readonly<Record<string, string | null>> = {}, body = ''): void {
    const length = String(Buffer.byteLength(body))
    this.socket.end(
      answer(status, { Connection: 'close', 'Content-Length': length, ...headers }) + body,
    )
  }
}

/** The answer to a key (RFC 6455 section 4.2.2). */
export function acceptKey(key: string): string {
  return createHash('sha1')
    .update(key + GUID)
    .digest('base64')
}

function answer(status: string, headers: Readonly<Record<string, string | null>>): string {
  const lines = Object.entries(headers).filter(([, value]) => value !== null)
  return [`HTTP/1.1 ${status}`, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join(
    '\r\n',
  )
}
