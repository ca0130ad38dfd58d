import type { WebSocketsError } from '../src/errors.ts'
import type { MessageData, SendData, TlsInfo } from '../src/events.ts'
import type { Transport, TransportHandlers, TransportRequest } from '../src/transport.ts'

/** How a fake transport behaves. */
export interface Manners {
  /** What is sent leaves at once. */
  isFast: boolean
  /** Tells when bytes have left, as `ws` does; browsers do not. */
  tellsDrain: boolean
  canPause: boolean
}

/** Payload bytes of a message. */
export function sizeOf(data: SendData): number {
  if (typeof data === 'string') return Buffer.byteLength(data)
  return 'byteLength' in data ? data.byteLength : data.size
}

/** A connection in the test's hands; it notes each use that the seam forbids. */
export class FakeTransport implements Transport {
  readonly request: TransportRequest
  readonly handlers: TransportHandlers
  /** What was handed over, in order. */
  readonly sent: SendData[] = []
  /** What was asked of it: `close 1000 bye`, `drop`, `ping`, `pause`, `resume`. */
  readonly log: string[] = []
  readonly violations: string[] = []
  /** Whether `send` takes messages; a socket whose close is under way does not. */
  isTaking = true
  isDropped = false
  pause?: () => void
  resume?: () => void
  readonly #manners: Manners
  #handedBytes = 0
  #leftBytes = 0

  constructor(request: TransportRequest, handlers: TransportHandlers, manners: Manners) {
    this.request = request
    this.handlers = handlers
    this.#manners = manners
    if (manners.canPause) {
      this.pause = () => this.#use('pause')
      this.resume = () => this.#use('resume')
    }
  }

  get bufferedAmount(): number {
    if (this.isDropped) this.violations.push('bufferedAmount after drop')
    return this.#handedBytes - this.#leftBytes
  }

  /** What was handed over and has not left altogether. */
  get held(): SendData[] {
    let end = 0
    return this.sent.filter((data) => (end += sizeOf(data)) > this.#leftBytes)
  }

  send(data: SendData): boolean {
    this.#use()
    if (!this.isTaking) return false
    this.sent.push(data)
    this.#handedBytes += sizeOf(data)
    if (this.#manners.isFast) this.#leftBytes = this.#handedBytes
    return true
  }

  close(code: number, reason: string): void {
    this.#use(`close ${code} ${reason}`.trim())
    this.isTaking = false
  }

  drop(): void {
    this.isDropped = true
    this.log.push('drop')
  }

  ping(): void {
    this.#use('ping')
  }

  // From here on: what the test makes the network do.

  open(protocol = '', tls?: TlsInfo): void {
    if (!this.isDropped) this.handlers.onOpen({ protocol, ...(tls && { tls }) })
  }

  message(data: MessageData): void {
    if (!this.isDropped) this.handlers.onMessage(data)
  }

  pong(): void {
    if (!this.isDropped) this.handlers.onPong()
  }

  /** Bytes leave, all of them where no number is given. */
  drain(bytes = Infinity): void {
    if (this.isDropped) return
    this.#leftBytes = Math.min(this.#handedBytes, this.#leftBytes + bytes)
    if (this.#manners.tellsDrain) this.handlers.onDrain()
  }

  end(code = 1006, reason = '', wasClean = false, cause?: WebSocketsError): void {
    if (this.isDropped) return
    this.isTaking = false
    this.handlers.onClose({ code, reason, wasClean }, cause)
  }

  #use(what?: string): void {
    if (this.isDropped) this.violations.push(`${what ?? 'send'} after drop`)
    if (what !== undefined) this.log.push(what)
  }
}
