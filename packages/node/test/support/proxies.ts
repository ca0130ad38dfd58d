import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A proxy on loopback. */
export interface Proxy {
  readonly url: string
  /** Where its clients wanted to go: `host:port`. */
  readonly targets: string[]
}

function join(from: Socket, to: Socket): void {
  from.pipe(to).pipe(from)
  for (const [one, other] of [
    [from, to],
    [to, from],
  ] as const) {
    one.on('error', () => undefined).once('close', () => other.destroy())
  }
}

/** An HTTP proxy that tunnels (RFC 9110, section 9.3.6); with a status other than 200 it refuses. */
export async function serveHttpProxy(status = 200): Promise<Proxy> {
  const targets: string[] = []
  const server = createServer()
  const sockets = new Set<Socket>()
  server.on('connect', (request, client: Socket) => {
    const target = request.url ?? ''
    sockets.add(client)
    targets.push(target)
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    const colon = target.lastIndexOf(':')
    const upstream = connect(Number(target.slice(colon + 1)), target.slice(0, colon), () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      join(client, upstream)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, targets }
}

/** A SOCKS5 proxy without authentication, for names and IPv4 addresses (RFC 1928). */
export async function serveSocksProxy(): Promise<Proxy> {
  const targets: string[] = []
  const sockets = new Set<Socket>()
  const server = createTcpServer((client) => {
    sockets.add(client)
    client.once('data', () => {
      client.write(Buffer.of(5, 0))
      client.once('data', (request: Buffer) => {
        const isName = request[3] === 3
        const end = isName ? 5 + (request[4] ?? 0) : 8
        const host = isName ? request.toString('latin1', 5, end) : request.subarray(4, 8).join('.')
        const port = request.readUInt16BE(end)
        targets.push(`${host}:${port}`)
        const upstream = connect(port, host, () => {
          client.write(Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0))
          join(client, upstream)
        })
      })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `socks5h://127.0.0.1:${(server.address() as AddressInfo).port}`, targets }
}
