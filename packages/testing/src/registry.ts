import { MockServerError } from './errors.ts'
import type { Receiver } from './peer.ts'
import { addressOf, parseUri } from './uri.ts'

/** Brings the platform's sockets here; returns what undoes it. */
export type Installer = () => () => void

const servers = new Map<string, Receiver>()
let uninstallers: readonly (() => void)[] = []

/** The server at a URI, if there is one. */
export function serverAt(uri: string): Receiver | undefined {
  const url = parseUri(uri)
  return url && servers.get(addressOf(url))
}

/** The addresses of all servers, for a sentence. */
export function addresses(): string {
  return [...servers.keys()].join(', ')
}

/** The first server installs, the last that stops undoes it. */
export function register(
  address: string,
  server: Receiver,
  installers: readonly Installer[],
): () => void {
  if (servers.has(address)) {
    throw new MockServerError(
      'ERR_URI_TAKEN',
      `There is a mock server at ${address} already: stop it first, after each test for instance.`,
    )
  }
  if (servers.size === 0) uninstallers = installers.map((install) => install())
  servers.set(address, server)
  return () => {
    if (servers.get(address) !== server) return
    servers.delete(address)
    if (servers.size > 0) return
    for (const uninstall of uninstallers) uninstall()
  }
}
