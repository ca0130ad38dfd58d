import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { DEFAULT_CIPHERS, type SecureVersion, type TLSSocket, type TlsOptions } from 'node:tls'
import { onTestFinished } from 'vitest'
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws'

/** A client as the server sees it. */
export interface Peer {
  readonly socket: WebSocket
  readonly request: IncomingMessage
  /** What came: text as a string, binary as a Buffer, `ping`, and `close 1000` at the end. */
  readonly log: (string | Buffer)[]
  /** Resolves when the connection is closed. */
  readonly closed: Promise<unknown>
}

/** A WebSocket server on loopback that echoes. */
export interface WsServer {
  /** By IP address. */
  readonly url: string
  readonly port: number
  /** The next client that connects. */
  nextPeer(): Promise<Peer>
  close(): Promise<void>
}

/** What a server may be given. */
export interface WsServerSettings {
  /** Makes it a TLS server. */
  readonly tls?: TlsOptions
  readonly ws?: ServerOptions
  /** Whether messages are echoed. */
  readonly isEcho?: boolean
}

function watch(socket: WebSocket, request: IncomingMessage, isEcho: boolean): Peer {
  const log: (string | Buffer)[] = []
  socket.on('message', (data, isBinary) => {
    log.push(isBinary ? (data as Buffer) : (data as Buffer).toString())
    if (isEcho) socket.send(data, { binary: isBinary })
  })
  socket.on('ping', () => log.push('ping'))
  socket.on('error', () => undefined)
  const closed = new Promise<unknown>((resolve) => {
    socket.on('close', (code) => {
      log.push(`close ${code}`)
      resolve(code)
    })
  })
  return { socket, request, log, closed }
}

/** Starts a server that the caller closes. */
export async function startServer(settings: WsServerSettings = {}): Promise<WsServer> {
  const { tls, ws, isEcho = true } = settings
  const server = tls ? createSecureServer(tls) : createServer()
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
  }
  server.on('connection', keep).on('secureConnection', keep)
  const peers: Peer[] = []
  const wanted: ((peer: Peer) => void)[] = []
  const sockServer = new WebSocketServer({ ...ws, server })
  sockServer.on('connection', (socket, request) => {
    const peer = watch(socket, request, isEcho)
    const taker = wanted.shift()
    if (taker) taker(peer)
    else peers.push(peer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls ? 'wss' : 'ws'}://127.0.0.1:${port}/`,
    port,
    nextPeer() {
      const peer = peers.shift()
      return peer ? Promise.resolve(peer) : new Promise((resolve) => wanted.push(resolve))
    },
    async close() {
      sockServer.close()
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Starts a server that ends with the test. */
export async function serve(settings: WsServerSettings = {}): Promise<WsServer> {
  const server = await startServer(settings)
  onTestFinished(() => server.close())
  return server
}

/** Settings of a TLS server that speaks the versions from `min` to `max`. */
export function versions(
  min: SecureVersion,
  max: SecureVersion = min,
): Pick<TlsOptions, 'minVersion' | 'maxVersion' | 'ciphers'> {
  // OpenSSL 3 takes the signatures of TLS 1.0 and 1.1 only at this level.
  return { minVersion: min, maxVersion: max, ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=0` }
}

/** The TLS socket that a request came by; `servername` is the name of SNI, false where there was none. */
export function tlsOf({ request }: Peer): TLSSocket & { readonly servername: string | false } {
  return request.socket as ReturnType<typeof tlsOf>
}
