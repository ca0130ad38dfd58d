import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { TLSSocket, TlsOptions } from 'node:tls'
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws'
import { start } from './server.ts'

/** `tls` makes it a TLS server. */
interface ServerSettings extends ServerOptions {
  readonly tls?: TlsOptions
  readonly isEcho?: boolean
}

/** A client as a server on `ws` sees it; `closed` resolves with the code. */
function watch(socket: WebSocket, request: IncomingMessage, isEcho: boolean) {
  // Text as a string, binary as a Buffer, `ping`, and `close 1000` at the end.
  const log: (string | Buffer)[] = []
  socket.on('message', (data: Buffer, isBinary) => {
    log.push(isBinary ? data : data.toString())
    if (isEcho) socket.send(data, { binary: isBinary })
  })
  socket.on('ping', () => log.push('ping'))
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => {
    socket.on('close', (code) => {
      log.push(`close ${code}`)
      resolve(code)
    })
  })
  return { socket, request, log, closed }
}

type Peer = ReturnType<typeof watch>

/** Starts a WebSocket server, which echoes unless told not to. */
export function serve(settings: ServerSettings = {}) {
  const { tls, isEcho = true, ...options } = settings
  const server = tls ? createSecureServer(tls) : createServer()
  new WebSocketServer({ ...options, server }).on('connection', (socket, request) => {
    server.emit('peer', watch(socket, request, isEcho))
  })
  return start<Peer>(server, tls !== undefined)
}

/** The TLS socket that a request came by; `servername` is the name of SNI, false if there was none. */
export function tlsOf({ request }: Peer) {
  return request.socket as TLSSocket & { readonly servername: string | false }
}
