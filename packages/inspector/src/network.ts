import { InspectorError } from './errors.ts'

/** What the network can do to a socket. */
export interface NetworkSocket {
  /** As when TCP is lost: 1006, and no close frame. */
  lose(): void
  /** Goes on with what was held. */
  release(): void
}

/** The network of the page's sockets. */
class Network {
  readonly sockets: Set<NetworkSocket> = new Set()
  isKilled = false
  isOffline = false
  /** Milliseconds, each way. */
  delay = 0

  /** Whether a new connection cannot be made. */
  get isUnreachable(): boolean {
    return this.isKilled || this.isOffline
  }

  drop(): void {
    for (const socket of this.sockets) socket.lose()
  }

  /** @throws `ERR_INVALID_OPTION` */
  setDelay(milliseconds: number): void {
    if (!(milliseconds >= 0 && milliseconds <= 60_000))
      throw new InspectorError('ERR_INVALID_OPTION', 'A delay is 0 to 60,000 milliseconds.')
    this.delay = milliseconds
  }

  /** Open sockets are held, as a browser does, and new ones fail. */
  setOffline(isOffline: boolean): void {
    if (isOffline === this.isOffline) return
    this.isOffline = isOffline
    if (!isOffline) for (const socket of this.sockets) socket.release()
    globalThis.dispatchEvent?.(new Event(isOffline ? 'offline' : 'online'))
  }

  /** The server is gone: open sockets are lost, and new ones are refused. */
  setKilled(isKilled: boolean): void {
    this.isKilled = isKilled
    if (isKilled) this.drop()
  }

  reset(): void {
    this.isKilled = false
    this.delay = 0
    this.setOffline(false)
  }
}

export const network: Network = new Network()
