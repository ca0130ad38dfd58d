import type { WebSocketsCloseEvent, WebSocketsEvent } from '../src/events.ts'
import type { ConnectOptions } from '../src/options.ts'
import type { Bench } from './fake-platform.ts'
import type { FakeTransport } from './fake-transport.ts'

/** What one `connect` was asked for, and what came of it. */
export interface Era {
  readonly options: ConnectOptions
  readonly accepted: string[]
  /** Those that ONOPEN handlers sent, which overtake. */
  readonly urgent: Set<string>
  readonly closes: Close[]
  readonly transports: FakeTransport[]
}

interface Close {
  readonly event: WebSocketsCloseEvent
  /** The transport that ended; none where the URI function failed. */
  readonly transport: FakeTransport | undefined
}

type Phase = 'idle' | 'attempt' | 'open' | 'failed'

/** Hears every event first, and notes each that API.md does not allow where it stands. */
export class Chronicle {
  readonly eras: Era[] = []
  readonly faults: string[] = []
  phase: Phase = 'idle'
  /** Whether `connect` has not yet returned. */
  isConnecting = false
  /** Whether `disconnect` was called, in whatever way, and the final ONCLOSE is due. */
  isLeaving = false
  readonly #bench: Bench

  constructor(bench: Bench) {
    this.#bench = bench
    bench.ws.addEventListener('wsevent', (event) => this.#onEvent(event))
  }

  /** A `connect` that will be accepted. */
  begin(options: ConnectOptions): void {
    this.eras.push({ options, accepted: [], urgent: new Set(), closes: [], transports: [] })
    this.phase = 'attempt'
    this.isLeaving = false
  }

  accept(text: string, isUrgent: boolean): void {
    const era = this.eras.at(-1)
    era?.accepted.push(text)
    if (isUrgent) era?.urgent.add(text)
  }

  fault(what: string): void {
    this.faults.push(what)
  }

  #onEvent(event: WebSocketsEvent): void {
    const { ws, platform } = this.#bench
    const { type } = event
    const line = `${type} in ${this.phase}`
    if (this.isConnecting) this.fault(`${line}: before connect returned`)
    if (this.isLeaving && type !== 'close') this.fault(`${line}: after disconnect`)
    if (type === 'message' && !String(event.data).startsWith(`${platform.transports.length} `)) {
      this.fault(`${line}: of an abandoned transport`)
    }
    const after = this.#after(event)
    if (after) this.phase = after
    else this.fault(line)
    const states = { open: 1, message: 1, error: 2, close: after === 'idle' ? 3 : 0 }
    if (ws.readyState !== states[type]) this.fault(`${line}: readyState ${ws.readyState}`)
    if (event.type === 'close') this.#onClose(event)
  }

  /** The order of API.md: at most one ONOPEN, messages, at most one ONERROR, exactly one ONCLOSE. */
  #after(event: WebSocketsEvent): Phase | undefined {
    const isUp = this.phase === 'attempt' || this.phase === 'open'
    if (event.type === 'open') return this.phase === 'attempt' ? 'open' : undefined
    if (event.type === 'message') return this.phase === 'open' ? 'open' : undefined
    if (event.type === 'error') return isUp ? 'failed' : undefined
    if (this.phase === 'idle') return undefined
    return event.willReconnect ? 'attempt' : 'idle'
  }

  #onClose(event: WebSocketsCloseEvent): void {
    const era = this.eras.at(-1) as Era
    const known = new Set(this.eras.flatMap(({ transports }) => transports))
    const transport = this.#bench.platform.transports.find((other) => !known.has(other))
    if (transport) era.transports.push(transport)
    era.closes.push({ event, transport })
    const mayReconnect = era.options.reconnect && !this.isLeaving
    if (event.willReconnect && !mayReconnect) this.fault('reconnects unasked')
    if (event.willReconnect !== (event.delay !== undefined)) this.fault('a delay without a retry')
  }
}
