import { vi } from 'vitest'

interface Closing {
  readonly code?: number
  readonly reason?: string
  readonly wasClean?: boolean
}

type Handler<Info> = ((info: Info) => void) | null

/** The platform's class, in the test's hands: it does what it is told, and notes what was asked of it. */
export class FakeWebSocket {
  /** All that were made, in order. */
  static made: FakeWebSocket[] = []
  static readonly OPEN = 1

  readonly url: string
  readonly protocols: readonly string[]
  readyState = 0
  protocol = ''
  bufferedAmount = 0
  binaryType = 'blob'
  onopen: Handler<object> = null
  onmessage: Handler<{ readonly data: unknown }> = null
  onerror: Handler<object> = null
  onclose: Handler<Required<Closing>> = null
  readonly sent: unknown[] = []
  readonly closes: (readonly unknown[])[] = []

  constructor(url: string, protocols: readonly string[] = []) {
    this.url = url
    this.protocols = protocols
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

  /** What the platform calls an error: an engine tells nothing, Deno a message. */
  fail(message?: string): void {
    this.readyState = 3
    this.onerror?.({ message })
  }

  end({ code = 1006, reason = '', wasClean = false }: Closing = {}): void {
    this.readyState = 3
    this.onclose?.({ code, reason, wasClean })
  }
}

/** Makes the fake class the platform's, for one test. */
export function install(): void {
  FakeWebSocket.made = []
  vi.stubGlobal('WebSocket', FakeWebSocket)
}
