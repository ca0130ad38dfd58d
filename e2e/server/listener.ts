import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { type AddressInfo, type Socket, createServer } from 'node:net'
import { behaviours } from './behaviours/index.ts'
import type { Registry } from './registry.ts'
import { Handshake } from './handshake.ts'

/** A server that listens on a port of its own. */
export interface Listener {
  readonly port: number
  close(): Promise<void>
}

/** Gives the server its behaviours and lets it listen on loopback. */
export async function listen(server: HttpServer, registry: Registry): Promise<Listener> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
  }
  server.on('connection', keep).on('secureConnection', keep)
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (head.length > 0) socket.unshift(head)
    receive(request, socket, registry)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return { port: (server.address() as AddressInfo).port, close }
}

/** Finds a port that nobody listens on: one that was free a moment ago. */
export async function refusedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}

function receive(request: IncomingMessage, socket: Socket, registry: Registry): void {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const handshake = new Handshake(request, socket, registry.log(url.searchParams.get('id')))
  const behaviour = behaviours.get(url.pathname)
  if (behaviour === undefined) handshake.reject('404 Not Found')
  else behaviour(handshake)
}
