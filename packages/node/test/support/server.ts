import { on, once, type EventEmitter } from 'node:events'
import type { AddressInfo, Server as NetServer, Socket } from 'node:net'
import { DEFAULT_CIPHERS, type SecureVersion } from 'node:tls'
import { onTestFinished } from 'vitest'

/** A server on loopback. */
export interface Server<Peer> {
  readonly url: string
  readonly port: number
  /** The next client that connects. */
  nextPeer(): Promise<Peer>
}

/** Listens until the test ends, and then leaves no socket open; resolves with the port. */
export async function listen(server: NetServer) {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): void => void sockets.add(socket.on('error', () => undefined))
  server.on('connection', keep).on('secureConnection', keep).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Starts a server that emits a `peer` for each client. */
export async function start<Peer>(server: NetServer, isSecure: boolean): Promise<Server<Peer>> {
  const peers = on(server as EventEmitter, 'peer')
  const port = await listen(server)
  return {
    url: `${isSecure ? 'wss' : 'ws'}://127.0.0.1:${port}/`,
    port,
    nextPeer: async () => ((await peers.next()) as IteratorResult<[Peer], never>).value[0],
  }
}

/** Settings of a TLS server that speaks the versions from `min` to `max`. */
export function versions(min: SecureVersion, max = min) {
  // OpenSSL 3 takes the signatures of TLS 1.0 and 1.1 only at this level.
  return { minVersion: min, maxVersion: max, ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=0` }
}
