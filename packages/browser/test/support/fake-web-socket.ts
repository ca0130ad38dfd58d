import { afterEach, beforeEach, vi } from 'vitest'

const NO_CLOSE = { code: 1006, reason: '', wasClean: false }

type Handler<Info> = ((info: Info) => void) | null

/** The platform's class, in the test's hands: it does what it is told, and notes what was asked of it. */
export class FakeWebSocket {
  /** All that were made, in order. */
  static made: FakeWebSocket[] = []

  readonly url: string
  readonly protocols: readonly string[]
  readyState = 0
  protocol = ''
  bufferedAmount = 0
  binaryType = 'blob'
  onopen: Handler<object> = null
  onmessage: Handler<{ readonly data: unknown }> = null
  onerror: Handler<object> = null
  onclose: Handler<typeof NO_CLOSE> = null
  readonly sent: unknown[] = []
  readonly closes: (readonly unknown[])[] = []

  /** All that the constructor got, behind the URI. */
  readonly given: readonly unknown[]

  constructor(url: string, ...given: readonly unknown[]) {
    this.url = url
    this.given = given
    this.protocols = (given[0] ?? []) as readonly string[]
    FakeWebSocket.made.push(this)
  }

  /** The one that was made last. */
  static get last(): FakeWebSocket {
    const socket = FakeWebSocket.made.at(-1)
    if (!socket) throw new Error('no WebSocket was made')
    return socket
  }

  send(data: unknown): void {
    this.sent.push(data)
  }

  close(...args: unknown[]): void {
    this.closes.push(args)
    this.readyState = 2
  }

  /** The handshake is over. */
  open(protocol = ''): void {
    this.readyState = 1
    this.protocol = protocol
    this.onopen?.({})
  }

  message(data: unknown): void {
    this.onmessage?.({ data })
  }

  /** What the platform calls an error: an engine says nothing, Deno gives a message. */
  fail(message?: string, error?: unknown): void {
    this.readyState = 3
    this.onerror?.({ message, error })
  }

  end(close: Partial<typeof NO_CLOSE> = {}): void {
    this.readyState = 3
    this.onclose?.({ ...NO_CLOSE, ...close })
  }
}

/** Gives each test of a file a platform with the fake class and fake timers. */
export function usePlatform(): void {
  beforeEach(() => {
    vi.useFakeTimers()
    FakeWebSocket.made = []
    vi.stubGlobal('WebSocket', FakeWebSocket)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
}

/** Makes the platform's class one that throws. */
export function stubThrowing(error: unknown): void {
  vi.stubGlobal('WebSocket', function refuse() {
    throw error
  })
}
