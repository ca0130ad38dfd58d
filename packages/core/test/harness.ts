import { getEventListeners } from 'node:events'
import {
  Client,
  WebSocketsError,
  type WebSocketsCloseEvent,
  type WebSocketsEvent,
} from '../src/index.ts'
import type { ConnectOptions } from '../src/options.ts'
import type { FakeClock } from './fake-clock.ts'
import { FakePlatform } from './fake-platform.ts'
import type { Behaviour, FakeTransport } from './fake-transport.ts'

export const URI = 'ws://example.test/path'

/** A client on a fake platform, whose events are kept. */
export class Harness {
  readonly platform: FakePlatform = new FakePlatform()
  readonly clock: FakeClock = this.platform.clock
  readonly ws: Client = new Client(this.platform)
  readonly events: WebSocketsEvent[] = []

  constructor(behaviour: Partial<Behaviour> = {}) {
    Object.assign(this.platform.behaviour, behaviour)
    this.ws.addEventListener('wsevent', (event) => this.events.push(event))
  }

  /** The transport opened last. */
  get transport(): FakeTransport {
    return this.platform.transports.at(-1) as FakeTransport
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
    type Event = Extract<WebSocketsEvent, { type: Type }>
    return this.events.findLast((event) => event.type === type) as Event
  }

  connect(options?: ConnectOptions): this {
    this.ws.connect(URI, options)
    return this
  }

  /** Connects, opens, and forgets the ONOPEN. */
  open(options?: ConnectOptions): this {
    this.connect(options).transport.open()
    this.take()
    return this
  }

  /** Moves time on to the next timer: for a client that waits to reconnect, to the next attempt. */
  retry(): this {
    this.clock.advance(this.clock.next ?? 0)
    return this
  }

  /** Disconnects a client that is not open: its ONCLOSE comes in a later task. */
  leave(): this {
    this.ws.disconnect()
    this.clock.advance(0)
    return this
  }
}

function nameOf(event: WebSocketsEvent): string {
  if (event.type === 'open') return `open ${event.attempt}`
  if (event.type === 'message') return `message ${String(event.data)}`
  if (event.type === 'error') return `error ${event.code}`
  return `close ${event.code}${event.willReconnect ? ' retry' : ''}`
}

/** A final ONCLOSE without a closing handshake, but for what is given. */
export function closeEvent(close: Partial<WebSocketsCloseEvent> = {}): WebSocketsCloseEvent {
  const usual = { code: 1006, reason: '', wasClean: false, willReconnect: false }
  return { type: 'close', ...usual, unsent: [], unconfirmed: [], ...close }
}

/** Lets every promise that can settle do so. */
export { setImmediate as settled } from 'node:timers/promises'

/** The error that a call throws; undefined if it throws none. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call()
  } catch (error) {
    return error
  }
  return undefined
}

/** The code that a call throws; undefined if it throws nothing. */
export function codeOf(call: () => unknown): unknown {
  const error = thrownBy(call)
  return error instanceof WebSocketsError ? error.code : error
}

/** How many abort listeners a signal has. */
export function listening({ signal }: AbortController): number {
  return getEventListeners(signal, 'abort').length
}
