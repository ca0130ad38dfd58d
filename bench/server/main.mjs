// The server, in a process of its own: raw sockets and frames encoded beforehand, so that the client is what is measured.
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { argv } from 'node:process'
import { createServer as createTlsServer } from 'node:tls'
import { generate } from 'selfsigned'
import { accept } from './connection.mjs'

const [certificateFile = ''] = argv.slice(2)
const subject = [{ name: 'commonName', value: 'localhost' }]
const extensions = [
  { name: /** @type {const} */ ('basicConstraints'), cA: true },
  {
    name: /** @type {const} */ ('subjectAltName'),
    altNames: [{ type: /** @type {const} */ (2), value: 'localhost' }],
  },
]
const { cert, private: key } = await generate(subject, { keySize: 2048, extensions })
writeFileSync(certificateFile, cert)

const servers = [createServer(accept), createTlsServer({ cert, key }, accept)]
const ports = []
for (const server of servers) {
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 })
  // oxlint-disable-next-line no-await-in-loop
  await once(server, 'listening')
  ports.push(/** @type {import('node:net').AddressInfo} */ (server.address()).port)
}
process.on('disconnect', () => process.exit())
process.send?.({ plain: ports[0], tls: ports[1] })
