import { Connection, nextMessage, type MockConnection, type WaitOptions } from './connection.ts'
import { snapshotOf, type MessageData, type SendData } from './data.ts'
import { MockServerError } from './errors.ts'
import {
  FaultPlan,
  isConnectionFault,
  serverFault,
  type Fault,
  type Faults,
  type Given,
} from './faults.ts'
import { Mailbox } from './mailbox.ts'
import { matches, type Matcher } from './matcher.ts'
import type { Answer, MockServer, MockServerOptions } from './mock-server.ts'
import type { Receiver, Request } from './peer.ts'
import { setTimeout } from './real-time.ts'
import { register, type Installer } from './registry.ts'
import { join, type Dial, type Upstream } from './upstream.ts'
import { addressOf, parseUri, serverAddress } from './uri.ts'

interface Reply {
  readonly matcher: Matcher | undefined
  readonly answer: Answer
}

/** Whoever has the say in the connections to come, before the server. */
export interface Director {
  /** False if it has none any more. */
  receive(request: Request): boolean
  onMessage(connection: Connection): void
  stop(): void
}

export class Server implements MockServer, Receiver {
  readonly uri: string
  readonly timeout: number
  attempts = 0
  director: Director | undefined
  readonly #options: MockServerOptions
  readonly #plan: FaultPlan
  readonly #connections = new Mailbox<Connection>()
  readonly #messages = new Mailbox<MessageData>()
  readonly #replies: Reply[] = []
  readonly #dial: Dial
  readonly #dialed = new Set<Upstream>()
  readonly #upstreams = new Map<Connection, Upstream>()
  readonly #unregister: () => void

  constructor(uri: string, options: MockServerOptions, platform: Platform) {
    this.uri = serverAddress(uri)
    if (options.upstream !== undefined) checkUpstream(options.upstream, this.uri)
    this.#dial = platform.dial
    this.timeout = options.timeout ?? 1000
    this.#options = options
    this.#plan = new FaultPlan(options.seed ?? 1)
    this.#unregister = register(this.uri, this, platform.installers)
  }

  get connections(): readonly MockConnection[] {
    return this.#connections.all
  }

  get messages(): readonly MessageData[] {
    return this.#messages.all
  }

  nextConnection({ timeout = this.timeout }: WaitOptions = {}): Promise<MockConnection> {
    const inVain = (until: string): MockServerError =>
      new MockServerError('ERR_NO_CONNECTION', `No connection opened ${until}. ${this.#history()}`)
    return this.#connections.take(() => true, timeout, inVain)
  }

  nextMessage(
    matcher?: Matcher,
    { timeout = this.timeout }: WaitOptions = {},
  ): Promise<MessageData> {
    return nextMessage(this.#messages, matcher, timeout, () => `None did. ${this.#history()}`)
  }

  reply(matcher: Matcher | undefined, answer: Answer): void {
    this.#replies.push({ matcher, answer })
  }

  send(data: SendData): void {
    for (const connection of this.connections) connection.send(data)
  }

  close(code?: number, reason?: string): void {
    for (const connection of this.connections) connection.close(code, reason)
  }

  drop(): void {
    for (const connection of this.connections) if (connection.isOpen) connection.drop()
  }

  fail<Name extends Fault>(fault: Name, options: Faults[Name] = {}): void {
    this.#plan.add(serverFault(fault, options))
  }

  heal(): void {
    this.#plan.clear()
  }

  settled(): Promise<void> {
    // In memory everything is a microtask, or a tick of Node: a task comes after them all.
    return new Promise((resolve) => setTimeout(resolve, 0))
  }

  stop(): void {
    this.#unregister()
    this.director?.stop()
    for (const connection of this.#connections.all) connection.cut()
    // Also of a client that left before its server had answered.
    for (const upstream of this.#dialed) upstream.close()
    this.#messages.end('before the server stopped')
    this.#connections.end('before the server stopped')
  }

  receive(request: Request): void {
    this.attempts += 1
    if (this.director?.receive(request)) return
    const faults = this.#plan.draw()
    const [given] = faults
    if (!given || isConnectionFault(given)) this.#admit(request, faults)
    else if (given.name === 'refuse') request.refuse()
    else if (given.name === 'tls') request.failTls(given.options.code ?? 'CERT_HAS_EXPIRED')
    else if (given.name === 'status') request.reject(given.options)
  }

  onOpen(connection: Connection): void {
    this.#connections.push(connection)
    this.#options.onConnection?.(connection)
  }

  onMessage(connection: Connection, data: MessageData): void {
    this.#messages.push(data)
    this.director?.onMessage(connection)
    const reply = this.#replies.find(({ matcher }) => matches(data, matcher))
    if (!reply) return this.#pass(data, 'up', connection)
    const { answer } = reply
    const made = typeof answer === 'function' ? answer(data, connection) : answer
    if (made !== undefined) connection.send(made)
  }

  /** Without faults; the subprotocol, where the client offers it. */
  admit(request: Request, protocol: string): Connection {
    const chosen = request.protocols.includes(protocol) ? protocol : this.#choose(request)
    return new Connection(request, chosen, [], this)
  }

  #admit(request: Request, faults: readonly Given[]): void {
    const accept = (protocol: string): Connection => new Connection(request, protocol, faults, this)
    const { upstream: uri } = this.#options
    if (uri === undefined) return void accept(this.#choose(request))
    const upstream = this.#dial(uri + (parseUri(request.uri)?.search ?? ''), request)
    this.#dialed.add(upstream)
    const open = (protocol: string): Connection => {
      const connection = accept(protocol)
      this.#upstreams.set(connection, upstream)
      return connection
    }
    join(upstream, request, open, (data, connection) => this.#pass(data, 'down', connection))
  }

  #pass(data: MessageData, way: 'up' | 'down', connection: Connection): void {
    const { modify } = this.#options
    const passed = modify ? modify(data, way, connection) : data
    const to = way === 'up' ? this.#upstreams.get(connection) : connection
    if (passed !== undefined) to?.send(snapshotOf(passed))
  }

  /** RFC 6455, section 4.2.2: one of those that the client offered, or none. */
  #choose({ protocols }: Request): string {
    const { protocols: spoken = protocols } = this.#options
    return protocols.find((protocol) => spoken.includes(protocol)) ?? ''
  }

  #history(): string {
    const tries = `${this.attempts} ${this.attempts === 1 ? 'try' : 'tries'} to connect`
    if (this.attempts === 0) return `No client has tried to connect to ${this.uri}.`
    return `${tries} to ${this.uri}, ${this.connections.length} opened.`
  }
}

function checkUpstream(upstream: string, own: string): void {
  const url = parseUri(upstream)
  if (url && addressOf(url) !== own) return
  throw new MockServerError(
    'ERR_INVALID_OPTION',
    `The option upstream must be a ws: or wss: URI of another server, and is ${upstream}.`,
  )
}

/** What a platform brings. */
export interface Platform {
  readonly installers: readonly Installer[]
  readonly dial: Dial
}

/** `mockServer` for a platform. */
export function mockServerOn(
  platform: Platform,
): (uri: string, options?: MockServerOptions) => MockServer {
  return (uri, options = {}) => new Server(uri, options, platform)
}
