import { EventEmitter, once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'

/** A server that counts: what a binding opened, and what it left open. */
export class Server {
  readonly paths: string[] = []
  readonly #server: WebSocketServer
  readonly #changes = new EventEmitter()

  constructor(server: WebSocketServer) {
    this.#server = server
    server.on('connection', (socket, request) => {
      this.paths.push(request.url ?? '')
      socket.on('close', () => this.#changes.emit('change'))
      this.#changes.emit('change')
    })
  }

  static async start(): Promise<Server> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
    onTestFinished(() => {
      for (const socket of server.clients) socket.terminate()
      server.close()
    })
    return new Server(server)
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`
  }

  get sockets(): readonly WebSocket[] {
    return [...this.#server.clients]
  }

  /** Resolves once so many connections have come in all, and so many of them are open. */
  async counts(come: number, open = come): Promise<void> {
    while (this.paths.length !== come || this.sockets.length !== open)
      await once(this.#changes, 'change')
  }

  send(...messages: readonly string[]): void {
    for (const socket of this.sockets) for (const message of messages) socket.send(message)
  }
}
