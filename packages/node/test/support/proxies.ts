import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect, createServer as createTcpServer, type Socket } from 'node:net'
import { pipeline } from 'node:stream'
import type { TlsOptions } from 'node:tls'
import { Changing } from './changing.ts'
import { listen } from './server.ts'

/** Joins a client to its target, once the client was told so. */
function tunnel(client: Socket, port: number, host: string, answer: string | Uint8Array): void {
  const upstream = connect(port, host, () => {
    client.write(answer)
    pipeline(client, upstream, client, () => undefined)
  })
}

/**
 * An HTTP proxy (RFC 9110, section 9.3.6), the targets of its clients and what they have for credentials; it refuses with
 * any status but 200.
 */
export async function serveHttpProxy(status = 200, extra = '', tls?: TlsOptions) {
  const targets: string[] = []
  const credentials: (string | undefined)[] = []
  const server = tls ? createSecureServer(tls) : createServer()
  server.on('connect', ({ url = '', headers }, client: Socket) => {
    const { hostname, port } = new URL(`http://${url}`)
    const answer = `HTTP/1.1 ${status} Answer\r\n${extra}\r\n`
    targets.push(url)
    credentials.push(headers['proxy-authorization'])
    if (status === 200) tunnel(client, Number(port), hostname.replaceAll(/[[\]]/g, ''), answer)
    else client.end(answer)
  })
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${await listen(server)}`
  return { url, targets, credentials }
}

/** A proxy that answers each client with these bytes alone, if any, and leaves TCP open; each client as it comes. */
export async function serveStubbornProxy(answer = '') {
  const clients: { readonly closed: Promise<unknown> }[] = []
  const arrivals = new Changing()
  const server = createTcpServer((client) => {
    clients.push({ closed: new Promise((resolve) => client.once('close', resolve)) })
    client.once('data', () => {
      client.write(answer)
      client.resume()
      arrivals.changed()
    })
  })
  return { url: `http://127.0.0.1:${await listen(server)}`, clients, arrivals }
}

/** A SOCKS5 proxy (RFC 1928) for names and IPv4 addresses, and the targets of its clients. */
export async function serveSocksProxy() {
  const targets: string[] = []
  const server = createTcpServer((client) => {
    client.once('data', () => {
      client.write(Buffer.of(5, 0))
      client.once('data', (request: Buffer) => {
        const isName = request[3] === 3
        const end = isName ? 5 + (request[4] ?? 0) : 8
        const host = isName ? request.toString('latin1', 5, end) : request.subarray(4, 8).join('.')
        const port = request.readUInt16BE(end)
        targets.push(`${host}:${port}`)
        tunnel(client, port, host, Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0))
      })
    })
  })
  return { url: `socks5h://127.0.0.1:${await listen(server)}`, targets }
}
