import { Client } from '../src/client.ts'
import { WebSocketsError } from '../src/errors.ts'
import type { BlobLike, WebSocketsEvent } from '../src/events.ts'
import type { ConnectOptions } from '../src/options.ts'
import type { Rules } from '../src/rules.ts'
import type { Network, Platform, TransportHandlers, TransportRequest } from '../src/transport.ts'
import { FakeClock } from './fake-clock.ts'
import { FakeTransport, sizeOf, type Manners } from './fake-transport.ts'

/** What the fake platform takes for a Blob. */
export class FakeBlob implements BlobLike {
  readonly type = ''
  readonly size: number

  constructor(size: number) {
    this.size = size
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(new ArrayBuffer(this.size))
  }
}

class FakeNetwork implements Network {
  isAway = false
  readonly #watchers = new Set<() => void>()

  get watchers(): number {
    return this.#watchers.size
  }

  readonly isOffline = (): boolean => this.isAway

  readonly watch = (onWake: () => void): (() => void) => {
    this.#watchers.add(onWake)
    return () => this.#watchers.delete(onWake)
  }

  /** Back on line, or back from sleep. */
  wake(): void {
    for (const onWake of this.#watchers) onWake()
  }
}

function refuseTls(): never {
  throw new WebSocketsError('ERR_TLS_UNSUPPORTED')
}

/** A platform whose time, network and chance are the test's; `headers` is its own option, and `tls` it refuses. */
export class FakePlatform implements Platform {
  readonly clock = new FakeClock()
  readonly network = new FakeNetwork()
  readonly transports: FakeTransport[] = []
  readonly reported: unknown[] = []
  readonly options: Rules = {
    headers: (value) => typeof value === 'object',
    tls: refuseTls,
  }
  manners: Manners = { isFast: false, tellsDrain: true, canPause: true }
  canPing = true
  /** What `random()` gives. */
  chance = 0.5
  base: string | undefined
  /** Thrown by the next openings, where the platform refuses at once. */
  refusal: Error | undefined

  readonly random = (): number => this.chance
  readonly reportError = (error: unknown): void => void this.reported.push(error)
  readonly isBlob = (data: unknown): boolean => data instanceof FakeBlob
  readonly sizeOf = sizeOf
  readonly baseUri = (): string | undefined => this.base

  /** The transport opened last. */
  get transport(): FakeTransport {
    const last = this.transports.at(-1)
    if (!last) throw new Error('no transport was opened')
    return last
  }

  /** Each use of a transport that the seam forbids. */
  get violations(): string[] {
    return this.transports.flatMap(({ violations }) => violations)
  }

  readonly openTransport = (
    request: TransportRequest,
    handlers: TransportHandlers,
  ): FakeTransport => {
    if (this.refusal) throw this.refusal
    const transport = new FakeTransport(request, handlers, this.manners)
    this.transports.push(transport)
    return transport
  }
}

export const URI = 'ws://example.test/path'

/** A client on a fake platform, whose events are kept. */
export class Bench {
  readonly platform: FakePlatform = new FakePlatform()
  readonly ws: Client = new Client(this.platform)
  readonly events: WebSocketsEvent[] = []

  constructor(manners: Partial<Manners> = {}) {
    Object.assign(this.platform.manners, manners)
    this.ws.addEventListener('wsevent', (event) => this.events.push(event))
  }

  get clock(): FakeClock {
    return this.platform.clock
  }

  get transport(): FakeTransport {
    return this.platform.transport
  }

  /** The events by name, with what tells them apart: `open 1`, `message hi`, `error CODE`, `close 1006 retry`. */
  get trace(): string[] {
    return this.events.map(nameOf)
  }

  /** The events since the last look. */
  take(): string[] {
    const { trace } = this
    this.events.length = 0
    return trace
  }

  /** The last event of a type. */
  last<Type extends WebSocketsEvent['type']>(type: Type): Extract<WebSocketsEvent, { type: Type }> {
    const event = this.events.findLast((other) => other.type === type)
    if (!event) throw new Error(`no event ${type}`)
    return event as Extract<WebSocketsEvent, { type: Type }>
  }

  connect(options?: ConnectOptions): this {
    this.ws.connect(URI, options)
    return this
  }

  /** Moves time on to the next timer: where the client waits to reconnect, that is the next attempt. */
  retry(): this {
    this.clock.advance(this.clock.next ?? 0)
    return this
  }

  /** A connection that is open, and its ONOPEN no longer among the events. */
  open(options?: ConnectOptions): this {
    this.connect(options).transport.open()
    this.take()
    return this
  }
}

function nameOf(event: WebSocketsEvent): string {
  if (event.type === 'open') return `open ${event.attempt}`
  if (event.type === 'message') return `message ${String(event.data)}`
  if (event.type === 'error') return `error ${event.code}`
  return `close ${event.code}${event.willReconnect ? ' retry' : ''}`
}

/** Lets every promise that can settle do so. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** The code that a call throws; `undefined` where it throws nothing. */
export function codeOf(call: () => unknown): unknown {
  try {
    call()
  } catch (error) {
    return error instanceof WebSocketsError ? error.code : error
  }
  return undefined
}
