import { mockServer, type MockServer } from '@wsevent/testing'
import { WebSockets, type WebSocketsEvent } from 'wsevent'

// The demo's server is in memory: this address is never looked up.
const URI = 'wss://live.example.com/prices'
const ORDER_EVERY = 1000

export type Fault = 'kill' | 'black-hole' | '503' | 'heal'
export type Tone = 'open' | 'message' | 'close' | 'error' | 'call'

/** A line of the log. */
export interface Line {
  readonly time: number
  readonly tone: Tone
  readonly what: string
  readonly details: string
}

/** What the page shows; the figures are those of the client and of the server. */
export interface Snapshot {
  readonly readyState: 0 | 1 | 2 | 3
  readonly attempt: number
  /** Milliseconds until the next attempt; 0 if none is waiting. */
  readonly retryIn: number
  readonly sent: number
  readonly arrived: number
  readonly queuedBytes: number
  /** Messages that an ONCLOSE listed. */
  readonly reported: number
  readonly isRefusing: boolean
}

const quoted = (data: unknown): string => (typeof data === 'string' ? data : 'binary data')

function lineOf(event: WebSocketsEvent): Omit<Line, 'time'> {
  switch (event.type) {
    case 'open':
      return { tone: 'open', what: 'ONOPEN', details: `attempt ${event.attempt}` }
    case 'message':
      return { tone: 'message', what: 'ONMESSAGE', details: quoted(event.data) }
    case 'error':
      return { tone: 'error', what: 'ONERROR', details: event.code }
    default: {
      const next = event.willReconnect ? `next attempt in ${event.delay} ms` : 'for good'
      const lost = event.unconfirmed.length + event.unsent.length
      const details = `${event.code}, ${next}${lost > 0 ? `, ${lost} unconfirmed` : ''}`
      return { tone: 'close', what: 'ONCLOSE', details }
    }
  }
}

/** A client, its server and a message each second, for as long as the page is there. */
export class Live {
  readonly #ws = WebSockets.new()
  readonly #server: MockServer = mockServer(URI)
  readonly #onLine: (line: Line) => void
  #timer: ReturnType<typeof setInterval> | undefined
  #isRefusing = false
  #retryAt = 0
  #sent = 0
  #reported = 0

  constructor(onLine: (line: Line) => void) {
    this.#onLine = onLine
    this.#server.reply('ping', 'pong')
    this.#server.reply(/^order/, (data) => `got ${quoted(data)}`)
    this.#ws.addEventListener(this.#ws.WSEVENT, (event) => this.#onEvent(event))
    this.#ws.connect(URI, {
      reconnect: { minDelay: 700, maxDelay: 4000 },
      heartbeat: { message: 'ping', interval: 1500, timeout: 1500 },
      queue: true,
    })
    this.isPaused = false
  }

  snapshot(): Snapshot {
    const { readyState, attempt, delay } = this.#ws.status
    return {
      readyState,
      attempt,
      retryIn: delay === undefined ? 0 : Math.max(0, this.#retryAt - performance.now()),
      sent: this.#sent,
      arrived: this.#server.messages.filter((data) => data !== 'ping').length,
      queuedBytes: this.#ws.bufferedAmount,
      reported: this.#reported,
      isRefusing: this.#isRefusing,
    }
  }

  cause(fault: Fault): void {
    if (fault === 'kill') {
      this.#note('the server resets the connection')
      this.#server.drop()
    } else if (fault === 'black-hole') {
      this.#note('the network swallows everything, and says nothing')
      for (const connection of this.#server.connections)
        if (connection.isOpen) connection.fail('black-hole')
    } else if (fault === '503') {
      this.#note('the server restarts, and answers 503 until you heal it')
      this.#isRefusing = true
      this.#server.fail('status', { status: 503 })
      this.#server.drop()
    } else {
      this.#note('the server is well again')
      this.#isRefusing = false
      this.#server.heal()
    }
  }

  set isPaused(isPaused: boolean) {
    clearInterval(this.#timer)
    if (!isPaused) this.#timer = setInterval(() => this.#order(), ORDER_EVERY)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#ws.disconnect()
    this.#server.stop()
  }

  #order(): void {
    this.#sent += 1
    this.#ws.send(`order ${this.#sent}`)
  }

  #onEvent(event: WebSocketsEvent): void {
    if (event.type === 'close') {
      this.#retryAt = performance.now() + (event.delay ?? 0)
      this.#reported += event.unconfirmed.length + event.unsent.length
    }
    // Heartbeats would fill the log.
    if (event.type === 'message' && event.data === 'pong') return
    this.#onLine({ time: Date.now(), ...lineOf(event) })
  }

  #note(details: string): void {
    this.#onLine({ time: Date.now(), tone: 'call', what: 'fault', details })
  }
}
