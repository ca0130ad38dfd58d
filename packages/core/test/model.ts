import type { WebSocketsEvent } from '../src/events.ts'

/** What the model knows of `connect`. */
export interface ModelOptions {
  readonly reconnect: boolean
  readonly attempts: number
  readonly queue: boolean
}

/** A `connect` after a `disconnect`, until the final close of the connection before. */
interface Next {
  readonly options: ModelOptions
  readonly waiting: string[]
  isDisconnected: boolean
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
  const next = delay === undefined ? 'final' : `retry in ${delay}`
  return `close ${code}, ${next}, unsent [${namesOf(unsent)}], unconfirmed [${namesOf(unconfirmed)}]`
}

/** The first word of each message: the rest is there for its size. */
function namesOf(messages: readonly unknown[]): string {
  return messages.map((data) => String(data).split(' ', 1)[0]).join()
}

function bytesOf(messages: readonly string[]): number {
  return messages.reduce((sum, { length }) => sum + length, 0)
}

/** The contract in a hundred lines: what a client does, not how. */
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
  #openedAt = NaN
  #retries = 0
  #waiting: string[] = []
  #next: Next | undefined
  // Sent to those that were taken back before they began.
  #givenUp: string[] = []
  #leftBytes = 0

  get readyState(): number {
    if (this.#next) return this.#next.isDisconnected ? 2 : 0
    return READY_STATES[this.phase]
  }

  get mayConnect(): boolean {
    return this.phase === 'closed' || this.readyState === 2
  }

  get maySend(): boolean {
    const { queue } = this.#next?.options ?? this.#options
    return (this.phase === 'open' && !this.#next) || (queue && this.readyState === 0)
  }

  get bufferedAmount(): number {
    if (this.#next) return bytesOf(this.#next.waiting)
    return this.phase === 'closed' ? 0 : bytesOf(this.#waiting) + this.#buffered
  }

  get #buffered(): number {
    return bytesOf(this.sent) - this.#leftBytes
  }

  connect(options: ModelOptions): void {
    if (this.phase === 'closing') {
      this.#givenUp.push(...(this.#next?.waiting ?? []))
      this.#next = { options, waiting: [], isDisconnected: false }
      return
    }
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
    ;(this.#next?.waiting ?? this.#waiting).push(text)
    if (this.phase === 'open') this.#refill()
  }

  drain(bytes: number): void {
    this.#leftBytes += Math.min(bytes, this.#buffered)
    this.#refill()
  }

  disconnect(): void {
    if (this.#next) this.#next.isDisconnected = true
    if (this.phase === 'closed' || this.phase === 'closing') return
    this.isConnected = this.phase === 'open'
    this.#enter('closing', this.isConnected ? CLOSE_TIMEOUT : 0, () => this.#end(1006))
  }

  /** The transport ended, with a close frame or without one. */
  end(code?: number): void {
    const { phase } = this
    if (phase === 'connecting') this.lines.push('error ERR_CONNECT_FAILED')
    else if (phase === 'open' && !code) this.lines.push('error ERR_CONNECTION_LOST')
    this.#end(phase === 'connecting' ? 1006 : (code ?? 1006))
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
    const unconfirmed = namesOf(this.#takeUnconfirmed())
    if (this.#now - this.#openedAt >= STABLE_AFTER) this.#retries = 0
    this.#openedAt = NaN
    const { reconnect, attempts } = this.#options
    const isRetried = reconnect && !FINAL.has(code) && code < 4000
    if (this.phase !== 'closing' && isRetried && this.#retries < attempts) {
      this.#retries += 1
      // The draw is half of the range.
      const delay = 1000 + Math.min(29_000, 1000 * 2 ** (this.#retries + 1)) / 2
      this.lines.push(`close ${code}, retry in ${delay}, unsent [], unconfirmed [${unconfirmed}]`)
      return this.#enter('waiting', delay, () => this.#attempt())
    }
    const next = this.#next
    const isOver = next?.isDisconnected
    const unsent = namesOf([...this.#waiting, ...this.#givenUp, ...(isOver ? next.waiting : [])])
    this.lines.push(`close ${code}, final, unsent [${unsent}], unconfirmed [${unconfirmed}]`)
    this.#waiting = isOver ? [] : (next?.waiting ?? [])
    this.#next = undefined
    this.#givenUp = []
    this.#enter('closed', Infinity)
    if (next && !isOver) this.connect(next.options)
  }

  #takeUnconfirmed(): string[] {
    let end = 0
    const held = this.sent.filter(({ length }) => (end += length) > this.#leftBytes)
    this.isConnected = false
    this.sent = []
    this.#leftBytes = 0
    return this.#options.queue ? held : []
  }

  #refill(): void {
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      const hasRoom = !this.#buffered || this.#buffered + next.length <= WINDOW
      if (!hasRoom && this.#options.queue) break
      this.sent.push(next)
      this.#waiting.shift()
    }
  }
}
