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

export type { Urls }

/** The server of all scenarios. */
export interface TestServer {
  readonly urls: Urls
  close(): Promise<void>
}

/**
 * Starts the server on loopback, plain and TLS.
 * @param folders - whose files it serves beside the behaviours
 */
export async function start(folders: readonly string[]): Promise<TestServer> {
  const logs = new Map<string | null, Log>()
  const logOf = (id: string | null): Log => {
    const log = logs.get(id) ?? new Log()
    if (id !== null) logs.set(id, log)
    return log
  }
  const answer = answerer(logOf, folders)
  const attributes = [{ name: 'commonName', value: 'localhost' }]
  const { private: key, cert } = await generate(attributes, { keyType: 'ec', algorithm: 'sha256' })
  // Longer than any run: a client that asks on a kept connection while the server ends it would fail.
  const keepAliveTimeout = 3_600_000
  const tls = { key, cert, minVersion: 'TLSv1.2' } as const
  const plain = await listen(createServer({ keepAliveTimeout }, answer), logOf)
  const secure = await listen(createSecureServer({ ...tls, keepAliveTimeout }, answer), logOf)
  const urls = {
    ws: `ws://127.0.0.1:${plain.port}`,
    wss: `wss://127.0.0.1:${secure.port}`,
    http: `http://127.0.0.1:${plain.port}`,
    refused: `ws://127.0.0.1:${await getPort({ host: '127.0.0.1' })}`,
  }
  return { urls, close: async () => void (await Promise.all([plain.close(), secure.close()])) }
}

/** Gives an HTTP server its behaviours and lets it listen on a port of its own. */
async function listen(
  server: Server,
  logOf: (id: string | null) => Log,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket)).on('error', () => undefined)
  }
  server.on('connection', keep).on('secureConnection', keep)
  server.on('upgrade', (request, socket: Socket, head: Buffer) => {
    if (head.length > 0) socket.unshift(head)
    const handshake = new Handshake(request, socket, logOf)
    const behaviour = behaviours[handshake.path]
    if (behaviour === undefined) handshake.reject(404)
    else behaviour(handshake)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return { port: (server.address() as AddressInfo).port, close }
}
