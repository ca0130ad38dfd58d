import type { WebSocketsEvent } from '../src/events.ts'

/** What of `connect` the model knows. */
export interface ModelOptions {
  readonly reconnect: boolean
  readonly attempts: number
  readonly queue: boolean
}

type Phase = 'closed' | 'connecting' | 'open' | 'closing' | 'waiting'

const READY_STATES = { closed: 3, connecting: 0, open: 1, closing: 2, waiting: 0 } as const
const WINDOW = 65_536
const CONNECT_TIMEOUT = 20_000
const CLOSE_TIMEOUT = 5000
const STABLE_AFTER = 5000
const FINAL = new Set([1000, 1002, 1003, 1007, 1008, 1009, 1010])

/** An event as the model writes it. */
export function lineOf(event: WebSocketsEvent): string {
  if (event.type === 'open') return `open ${event.attempt}`
  if (event.type === 'message') return `message ${String(event.data)}`
  if (event.type === 'error') return `error ${event.code}`
  const { code, delay, unsent, unconfirmed } = event
  return closeLine(code, delay, unsent.map(nameOf), unconfirmed.map(nameOf))
}

function closeLine(
  code: number,
  delay: number | undefined,
  unsent: string[],
  unconfirmed: string[],
): string {
  const next = delay === undefined ? 'final' : `retry in ${delay}`
  return `close ${code}, ${next}, unsent [${unsent.join()}], unconfirmed [${unconfirmed.join()}]`
}

/** The first word of a message: the rest is there for its size. */
function nameOf(data: unknown): string {
  return String(data).split(' ', 1)[0] as string
}

/** API.md in a hundred lines: what a client does, without how. */
export class Model {
  phase: Phase = 'closed'
  /** The events that are due, in order. */
  lines: string[] = []
  /** What the current transport was handed. */
  sent: string[] = []
  transports = 0
  /** Whether the client still has a transport. */
  isConnected = false
  #options: ModelOptions = { reconnect: false, attempts: 0, queue: false }
  #now = 0
  #deadline = Infinity
  #onDeadline: () => void = () => undefined
  #openedAt: number | undefined
  #retries = 0
  #waiting: string[] = []
  #leftBytes = 0

  get readyState(): number {
    return READY_STATES[this.phase]
  }

  get mayConnect(): boolean {
    return this.phase === 'closed'
  }

  get maySend(): boolean {
    return this.phase === 'open' || (this.#options.queue && this.readyState === 0)
  }

  get bufferedAmount(): number {
    if (this.phase === 'closed') return 0
    const waiting = this.#waiting.reduce((sum, { length }) => sum + length, 0)
    return waiting + this.#buffered
  }

  get #buffered(): number {
    return this.sent.reduce((sum, { length }) => sum + length, 0) - this.#leftBytes
  }

  connect(options: ModelOptions): void {
    this.#options = options
    this.#retries = 0
    this.#attempt()
  }

  open(): void {
    this.#enter('open', Infinity)
    this.#openedAt = this.#now
    this.lines.push(`open ${this.#retries + 1}`)
    this.#refill()
  }

  message(text: string): void {
    if (this.phase === 'open') this.lines.push(`message ${text}`)
  }

  send(text: string): void {
    this.#waiting.push(text)
    if (this.phase === 'open') this.#refill()
  }

  drain(bytes: number): void {
    this.#leftBytes += Math.min(bytes, this.#buffered)
    this.#refill()
  }

  disconnect(): void {
    if (this.phase === 'closed' || this.phase === 'closing') return
    const isOpen = this.phase === 'open'
    this.isConnected = isOpen
    this.#enter('closing', isOpen ? CLOSE_TIMEOUT : 0, () => this.#end(1006))
  }

  /** The transport ended, with a close frame or without. */
  ended(code: number, wasClean: boolean): void {
    const { phase } = this
    const told = wasClean && phase !== 'connecting' ? code : 1006
    if (phase === 'connecting') this.lines.push('error ERR_CONNECT_FAILED')
    else if (phase === 'open' && !wasClean) this.lines.push('error ERR_CONNECTION_LOST')
    this.#end(told)
  }

  wake(): void {
    if (this.phase === 'waiting') this.#attempt()
  }

  advance(milliseconds: number): void {
    const end = this.#now + milliseconds
    while (this.#deadline <= end) {
      this.#now = this.#deadline
      this.#onDeadline()
    }
    this.#now = end
  }

  #attempt(): void {
    this.transports += 1
    this.isConnected = true
    this.sent = []
    this.#leftBytes = 0
    this.#enter('connecting', CONNECT_TIMEOUT, () => {
      this.lines.push('error ERR_CONNECT_TIMEOUT')
      this.#end(1006)
    })
  }

  #enter(phase: Phase, delay: number, onDeadline: () => void = () => undefined): void {
    this.phase = phase
    this.#deadline = this.#now + delay
    this.#onDeadline = onDeadline
  }

  #end(code: number): void {
    const unconfirmed = this.#takeUnconfirmed()
    this.isConnected = false
    if (this.#openedAt !== undefined && this.#now - this.#openedAt >= STABLE_AFTER)
      this.#retries = 0
    this.#openedAt = undefined
    const { reconnect, attempts } = this.#options
    const isRetried = !FINAL.has(code) && !(code >= 4000 && code <= 4999)
    if (this.phase !== 'closing' && reconnect && isRetried && this.#retries < attempts) {
      this.#retries += 1
      const delay = (1000 + Math.min(30_000, 1000 * 2 ** this.#retries)) / 2
      this.lines.push(closeLine(code, delay, [], unconfirmed))
      return this.#enter('waiting', delay, () => this.#attempt())
    }
    this.lines.push(closeLine(code, undefined, this.#waiting.map(nameOf), unconfirmed))
    this.#waiting = []
    this.#enter('closed', Infinity)
  }

  #takeUnconfirmed(): string[] {
    let end = 0
    const held = this.sent.filter(({ length }) => (end += length) > this.#leftBytes)
    this.sent = []
    this.#leftBytes = 0
    return this.#options.queue ? held.map(nameOf) : []
  }

  #refill(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const hasRoom = this.#buffered === 0 || this.#buffered + next.length <= WINDOW
      if (!hasRoom && this.#options.queue) break
      this.sent.push(next)
      this.#waiting.shift()
    }
  }
}
