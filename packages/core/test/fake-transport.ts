import type { Failure } from '../src/errors.ts'
import type { MessageData, SendData } from '../src/events.ts'
import type { OpenInfo, Transport, TransportHandlers, TransportRequest } from '../src/transport.ts'

/** How fake transports behave. */
export interface Behaviour {
  /** What is sent leaves at once. */
  leavesAtOnce: boolean
  /** Says when bytes have left, as `ws` does; browsers do not. */
  reportsDrain: boolean
  canPause: boolean
}

/** Payload bytes of a message. */
export function sizeOf(data: SendData): number {
  if (typeof data === 'string') return Buffer.byteLength(data)
  return 'byteLength' in data ? data.byteLength : data.size
}

/** A connection in the test's hands; it throws at a use that the seam forbids. */
export class FakeTransport implements Transport {
  readonly request: TransportRequest
  readonly handlers: TransportHandlers
  /** What was handed over, in order. */
  readonly sent: SendData[] = []
  /** What was asked of it: `close 1000 bye`, `drop`, `ping`, `pause`, `resume`. */
  readonly log: string[] = []
  /** Whether `send` takes messages; a socket whose close is under way does not. */
  isTaking = true
  isDropped = false
  bytesRead?: number
  pause?: () => void
  resume?: () => void
  readonly #behaviour: Behaviour
  #handedBytes = 0
  #leftBytes = 0

  constructor(request: TransportRequest, handlers: TransportHandlers, behaviour: Behaviour) {
    this.request = request
    this.handlers = handlers
    this.#behaviour = behaviour
    if (!behaviour.canPause) return
    this.pause = () => this.#use('pause')
    this.resume = () => this.#use('resume')
  }

  get bufferedAmount(): number {
    this.#use()
    return this.#handedBytes - this.#leftBytes
  }

  send(data: SendData): boolean {
    this.#use()
    if (!this.isTaking) return false
    this.sent.push(data)
    this.#handedBytes += sizeOf(data)
    if (this.#behaviour.leavesAtOnce) this.#leftBytes = this.#handedBytes
    return true
  }

  close(code: number, reason: string): void {
    this.#use(`close ${code} ${reason}`.trim())
    this.isTaking = false
  }

  ping(): void {
    this.#use('ping')
  }

  drop(): void {
    this.isDropped = true
    this.log.push('drop')
  }

  // From here on: what the test makes the network do.

  open(protocol = '', info: Omit<OpenInfo, 'protocol'> = {}): void {
    this.#alive?.onOpen({ protocol, ...info })
  }

  message(data: MessageData): void {
    this.#alive?.onMessage(data)
  }

  pong(): void {
    this.#alive?.onPong()
  }

  /** Bytes leave: all of them, if no number is given. */
  drain(bytes = Infinity): void {
    this.#leftBytes = Math.min(this.#handedBytes, this.#leftBytes + bytes)
    if (this.#behaviour.reportsDrain) this.#alive?.onDrain()
  }

  /** Ends with the server's close frame, or without one if there is no code. */
  end(code?: number, reason = '', wasClean = code !== undefined): void {
    this.isTaking = false
    this.#alive?.onClose({ code: code ?? 1006, reason, wasClean })
  }

  fail(failure: Failure): void {
    this.#alive?.onClose(undefined, failure)
  }

  /** Nobody, once it was dropped. */
  get #alive(): TransportHandlers | undefined {
    return this.isDropped ? undefined : this.handlers
  }

  #use(what?: string): void {
    if (this.isDropped) throw new Error('a transport is used after it was dropped')
    if (what !== undefined) this.log.push(what)
  }
}
