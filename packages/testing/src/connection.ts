import { snapshotOf, type MessageData, type SendData } from './data.ts'
import { MockServerError } from './errors.ts'
import { connectionFault, type ConnectionFault, type Faults, type Given } from './faults.ts'
import { soon } from './line.ts'
import { Mailbox } from './mailbox.ts'
import { matches, showAll, showMatcher, type Matcher } from './matcher.ts'
import type { CloseInfo, Peer, PeerHandlers, Request } from './peer.ts'

/** Options of waiting. */
export interface WaitOptions {
  /** Milliseconds, of real time even where the clock is a fake. @defaultValue the server's `timeout` */
  readonly timeout?: number | undefined
}

/** One client's connection, as the server sees it. */
export interface MockConnection {
  /** What the client connected to, with its query. */
  readonly uri: string
  /** The headers of the opening handshake, by lower-case names; empty for a browser's client, which has no say in them. */
  readonly headers: Readonly<Record<string, string>>
  /** The subprotocols that the client offered. */
  readonly protocols: readonly string[]
  /** The subprotocol that was chosen; empty if none was. */
  readonly protocol: string
  readonly isOpen: boolean
  /** Everything that arrived here. */
  readonly messages: readonly MessageData[]
  /** How it ended; never rejects. */
  readonly closed: Promise<CloseInfo>
  /** The next message that matches and that no `nextMessage` of this connection has given yet. */
  nextMessage(matcher?: Matcher, options?: WaitOptions): Promise<MessageData>
  send(data: SendData): void
  /** Begins the closing handshake. */
  close(code?: number, reason?: string): void
  /** Breaks the connection without a close frame: the client sees 1006. */
  drop(): void
  /** From now on this connection has the fault. */
  fail<Name extends ConnectionFault>(
    fault: Name,
    options?: Omit<Faults[Name], 'times' | 'chance'>,
  ): void
}

/** Waits for a message, and says what did arrive if it does not come. */
export function nextMessage(
  mailbox: Mailbox<MessageData>,
  matcher: Matcher | undefined,
  timeout: number,
  whereabouts: () => string,
): Promise<MessageData> {
  const inVain = (until: string): MockServerError => {
    const { all } = mailbox
    const what = matcher === undefined ? 'No message' : `No message like ${showMatcher(matcher)}`
    const arrived = all.length > 0 ? `${all.length} did: ${showAll(all)}.` : whereabouts()
    return new MockServerError('ERR_NO_MESSAGE', `${what} came ${until}. ${arrived}`)
  }
  return mailbox.take((data) => matches(data, matcher), timeout, inVain)
}

/** What a connection reports to. */
export interface ConnectionOwner {
  readonly timeout: number
  onOpen(connection: Connection): void
  onMessage(connection: Connection, data: MessageData): void
}

export class Connection implements MockConnection {
  readonly uri: string
  readonly headers: Readonly<Record<string, string>>
  readonly protocols: readonly string[]
  readonly protocol: string
  readonly opened: Promise<void>
  readonly closed: Promise<CloseInfo>
  isOpen = false
  readonly #owner: ConnectionOwner
  readonly #mailbox = new Mailbox<MessageData>()
  readonly #peer: Peer
  #open: (() => void) | undefined
  #end: ((info: CloseInfo) => void) | undefined

  constructor(
    request: Request,
    protocol: string,
    faults: readonly Given[],
    owner: ConnectionOwner,
  ) {
    this.uri = request.uri
    this.headers = request.headers
    this.protocols = request.protocols
    this.opened = new Promise((resolve) => {
      this.#open = resolve
    })
    this.closed = new Promise((resolve) => {
      this.#end = resolve
    })
    this.protocol = protocol
    this.#owner = owner
    this.#peer = request.accept(protocol, this.#handlers(faults))
  }

  get messages(): readonly MessageData[] {
    return this.#mailbox.all
  }

  nextMessage(
    matcher?: Matcher,
    { timeout = this.#owner.timeout }: WaitOptions = {},
  ): Promise<MessageData> {
    return nextMessage(this.#mailbox, matcher, timeout, () => 'None did.')
  }

  send(data: SendData): void {
    if (this.isOpen) this.#peer.send(snapshotOf(data))
  }

  close(code?: number, reason = ''): void {
    if (this.isOpen) this.#peer.close(code, reason)
  }

  drop(): void {
    this.fail('drop')
  }

  fail<Name extends ConnectionFault>(
    fault: Name,
    options: Omit<Faults[Name], 'times' | 'chance'> = {} as Faults[Name],
  ): void {
    this.#suffer(connectionFault(fault, options))
  }

  /** Ends without a word, whatever the line is like. */
  cut(): void {
    this.#peer.cut()
  }

  #handlers(faults: readonly Given[]): PeerHandlers {
    return {
      onOpen: () => {
        this.isOpen = true
        this.#open?.()
        for (const given of faults) this.#suffer(given as Given<ConnectionFault>)
        this.#owner.onOpen(this)
      },
      onMessage: (data) => {
        this.#mailbox.push(data)
        this.#owner.onMessage(this, data)
      },
      onClose: (info) => {
        this.isOpen = false
        this.#mailbox.end(`before the connection ended (${info.code})`)
        this.#end?.(info)
      },
    }
  }

  /** What was sent before still arrives. */
  #suffer(given: Given<ConnectionFault>): void {
    soon(() => this.#strike(given))
  }

  #strike({ name, options }: Given<ConnectionFault>): void {
    const { line } = this.#peer
    if (name === 'slow') line.slow(options.bytesPerSecond ?? 1000)
    else if (name === 'black-hole') line.limit(options.after ?? 0)
    else if (name === 'half-close') line.limit(options.after ?? 0, () => this.#endDown())
    else line.limit(options.after ?? 0, () => this.#peer.cut())
  }

  /** The other direction goes on. */
  #endDown(): void {
    this.#peer.line.limit(Infinity)
    this.#peer.endDown()
  }
}
