// The server, in a process of its own: sockets and frames encoded beforehand, so that the client is what is measured.
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'
import { Connection } from './connection.ts'

const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
  keySize: 2048,
  extensions: [
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
  ],
})
writeFileSync(process.argv[2] ?? '', cert)

const script = readFileSync(new URL('../browser/page.js', import.meta.url))
const servePage: RequestListener = ({ url }, response) => {
  const isScript = url === '/page.js'
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
  response.end(isScript ? script : '<!doctype html><script src="/page.js"></script>')
}

const ports = []
for (const server of [createServer(servePage), createTlsServer({ cert, key }, servePage)]) {
  server.on('upgrade', (request, socket) => void new Connection(request, socket))
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 })
  await once(server, 'listening')
  ports.push((server.address() as AddressInfo).port)
}
process.on('disconnect', () => process.exit())
process.send?.(ports)
