import { createServer } from 'node:http'
import { connect, createServer as createTcpServer, type Socket } from 'node:net'
import { pipeline } from 'node:stream'
import { listen } from './server.ts'

/** Joins a client to its target, once the client was told so. */
function tunnel(client: Socket, port: number, host: string, answer: string | Uint8Array): void {
  const upstream = connect(port, host, () => {
    client.write(answer)
    pipeline(client, upstream, client, () => undefined)
  })
}

/** An HTTP proxy (RFC 9110, section 9.3.6), and the targets of its clients; it refuses with any status but 200. */
export async function serveHttpProxy(status = 200) {
  const targets: string[] = []
  const server = createServer()
  server.on('connect', ({ url = '' }, client: Socket) => {
    const { hostname, port } = new URL(`http://${url}`)
    const answer = `HTTP/1.1 ${status} Answer\r\n\r\n`
    targets.push(url)
    if (status === 200) tunnel(client, Number(port), hostname, answer)
    else client.end(answer)
  })
  return { url: `http://127.0.0.1:${await listen(server)}`, targets }
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
