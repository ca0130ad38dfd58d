import { once } from 'node:events'
import { type Server, createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import getPort from 'get-port'
import { generate } from 'selfsigned'
import type { Urls } from '../scenarios/test-server.ts'
import { behaviours } from './behaviours/index.ts'
import { Handshake } from './handshake.ts'
import { Log } from './log.ts'
import { answerer } from './routes.ts'

/**
 * Starts the server of all scenarios on loopback, plain and TLS, for as long as the process lives.
 * @param folder - whose files it serves
 */
export async function start(folder: string): Promise<Urls> {
  const logs = new Map<string, Log>()
  const logOf = (query: URLSearchParams): Log => {
    const id = query.get('id')
    const log = logs.get(id ?? '') ?? new Log()
    if (id !== null) logs.set(id, log)
    return log
  }
  const answer = answerer(logOf, folder)
  const attributes = [{ name: 'commonName', value: 'localhost' }]
  const { private: key, cert } = await generate(attributes, { keyType: 'ec', algorithm: 'sha256' })
  // Longer than any run: a client that asks on a kept connection while the server ends it would fail.
  const options = { key, cert, minVersion: 'TLSv1.2', keepAliveTimeout: 3_600_000 } as const
  const plain = await listen(createServer(options, answer), logOf)
  const secure = await listen(createSecureServer(options, answer), logOf)
  return {
    ws: `ws://127.0.0.1:${plain}`,
    wss: `wss://127.0.0.1:${secure}`,
    http: `http://127.0.0.1:${plain}`,
    refused: `ws://127.0.0.1:${await getPort({ host: '127.0.0.1' })}`,
  }
}

/** Gives an HTTP server its behaviours and lets it listen; gives its port. */
async function listen(server: Server, logOf: (query: URLSearchParams) => Log): Promise<number> {
  const ignoreErrors = (socket: Socket): unknown => socket.on('error', () => undefined)
  server.on('connection', ignoreErrors).on('secureConnection', ignoreErrors)
  server.on('upgrade', (request, socket: Socket, head: Buffer) => {
    if (head.length > 0) socket.unshift(head)
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost')
    const handshake = new Handshake(request, socket, query, logOf(query))
    const behaviour = behaviours[pathname]
    if (behaviour === undefined) handshake.reject(404)
    else behaviour(handshake)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}
