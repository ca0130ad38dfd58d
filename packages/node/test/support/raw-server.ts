import { createHash } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { createServer as createSecureServer, type TlsOptions } from 'node:tls'
import { Changing } from './changing.ts'
import { FrameReader, type Frame } from './frames.ts'
import { start } from './server.ts'

/** A client on the bare socket, so that the server can misbehave. */
export class RawPeer extends Changing {
  readonly socket: Socket
  /** The headers of the handshake, by their names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly frames: Frame[] = []
  readonly closed: Promise<unknown>

  constructor(socket: Socket, head: string) {
    super()
    const lines = head.matchAll(/^(.+?): *(.*)\r$/gm)
    const reader = new FrameReader()
    this.socket = socket
    this.headers = new Map(
      [...lines].map(([, name = '', value = '']) => [name.toLowerCase(), value]),
    )
    this.closed = new Promise((resolve) => socket.once('close', resolve))
    socket.once('close', () => this.changed())
    socket.on('data', (chunk: Buffer) => {
      this.frames.push(...reader.push(chunk))
      this.changed()
    })
  }

  /** Data frames as text, control frames by their opcode. */
  get log() {
    return this.frames.map(({ opcode, payload }) =>
      opcode < 8 ? payload.toString() : `opcode ${opcode}`,
    )
  }

  /** Answers the handshake; `extra` and `tail` go in the same write. */
  accept(extra = '', ...tail: readonly Uint8Array[]): this {
    const key = `${this.headers.get('sec-websocket-key')}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
    const accept = createHash('sha1').update(key).digest('base64')
    const answer =
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accept}\r\n${extra}\r\n`
    this.socket.write(Buffer.concat([Buffer.from(answer), ...tail]))
    return this
  }

  /** Resolves with all frames when there are that many; fails if the connection ends before. */
  async received(count: number) {
    await this.until(() => this.frames.length >= count || this.socket.destroyed)
    if (this.frames.length < count) throw new Error(`ended after ${this.frames.length} frames`)
    return this.frames
  }
}

/** Starts a TCP or TLS server; `onPeer` is called with each client once its handshake has come. */
export function serveRaw(
  onPeer: (peer: RawPeer) => unknown = (peer) => peer.accept(),
  tls?: TlsOptions,
) {
  const onSocket = (socket: Socket): void => {
    let head = ''
    const onData = (chunk: Buffer): void => {
      head += chunk.toString('latin1')
      if (!head.endsWith('\r\n\r\n')) return
      socket.off('data', onData)
      const peer = new RawPeer(socket, head)
      onPeer(peer)
      server.emit('peer', peer)
    }
    socket.on('data', onData)
  }
  const server = tls ? createSecureServer(tls, onSocket) : createServer(onSocket)
  return start<RawPeer>(server, tls !== undefined)
}

/** Starts a server that accepts a handshake and sends these frames in the same write. */
export function serveFrames(...frames: readonly Uint8Array[]) {
  return serveRaw((peer) => peer.accept('', ...frames))
}
