import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createServer as createSecureServer, type TlsOptions } from 'node:tls'
import { onTestFinished } from 'vitest'
import { FrameReader, type Frame } from './frames.ts'

/** A client on the bare socket, so that the server can misbehave. */
export class RawPeer {
  readonly socket: Socket
  /** The handshake as it came. */
  readonly head: string
  readonly frames: Frame[] = []
  readonly closed: Promise<unknown>
  readonly #reader = new FrameReader()
  readonly #wakers: (() => void)[] = []

  constructor(socket: Socket, head: string) {
    this.socket = socket
    this.head = head
    this.closed = new Promise((resolve) => socket.once('close', resolve))
    socket.on('data', (chunk: Buffer) => {
      this.frames.push(...this.#reader.push(chunk))
      this.#wake()
    })
    socket.once('close', () => this.#wake())
  }

  /** The headers of the handshake, by their names in lower case. */
  get headers(): Map<string, string> {
    const lines = this.head.split('\r\n').slice(1)
    return new Map(
      lines.map((line) => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
      }),
    )
  }

  /** Answers the handshake; `extra` and `tail` go in the same write. */
  accept(extra = '', tail: Uint8Array = Buffer.alloc(0)): this {
    const key = `${this.headers.get('sec-websocket-key')}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
    const accept = createHash('sha1').update(key).digest('base64')
    const answer =
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accept}\r\n${extra}\r\n`
    this.socket.write(Buffer.concat([Buffer.from(answer), tail]))
    return this
  }

  /** Resolves when a condition holds; fails where the connection ends before. */
  async until(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      if (this.socket.destroyed) throw new Error(`ended after ${this.frames.length} frames`)
      await new Promise<void>((resolve) => this.#wakers.push(resolve))
    }
  }

  /** Resolves with all frames when there are that many. */
  async received(count: number): Promise<Frame[]> {
    await this.until(() => this.frames.length >= count)
    return this.frames
  }

  #wake(): void {
    for (const wake of this.#wakers.splice(0)) wake()
  }
}

/** A TCP or TLS server that hands over each client once its handshake has come. */
export interface RawServer {
  readonly url: string
  readonly port: number
  nextPeer(): Promise<RawPeer>
}

/** Starts a server that ends with the test; `onPeer` is called at once, in the order of the connections. */
export async function serveRaw(
  onPeer: (peer: RawPeer) => void = () => undefined,
  tls?: TlsOptions,
): Promise<RawServer> {
  const sockets = new Set<Socket>()
  const peers: RawPeer[] = []
  const wanted: ((peer: RawPeer) => void)[] = []
  const onSocket = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    let head = Buffer.alloc(0)
    const onData = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk])
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      socket.off('data', onData)
      const peer = new RawPeer(socket, head.subarray(0, end).toString('latin1'))
      onPeer(peer)
      const taker = wanted.shift()
      if (taker) taker(peer)
      else peers.push(peer)
    }
    socket.on('data', onData)
  }
  const server = tls ? createSecureServer(tls, onSocket) : createServer(onSocket)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls ? 'wss' : 'ws'}://127.0.0.1:${port}/`,
    port,
    nextPeer() {
      const peer = peers.shift()
      return peer ? Promise.resolve(peer) : new Promise((resolve) => wanted.push(resolve))
    },
  }
}

/** A port at which nobody listens: one that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
