import { ABNORMAL, isReceivable } from './close-code.ts'
import type { Emitter } from './emitter.ts'
import type { WireCode } from './codes.ts'
import { failure, WebSocketsError, type Failure } from './errors.ts'
import { ONMESSAGE, ONOPEN, type MessageData, type SendData } from './events.ts'
import { Heartbeat } from './heartbeat.ts'
import { MAX_BYTES } from './inbox.ts'
import type { Outbox } from './outbox.ts'
import type { Outcome } from './outcome.ts'
import { requestFor, type Request } from './request.ts'
import type { CloseInfo, OpenInfo, Platform, Transport, TransportHandlers } from './transport.ts'
import { originOf, withoutCredentials } from './uri.ts'

/** What an attempt sees of its connection. */
export interface AttemptOwner {
  readonly baseRequest: Request
  readonly hostPlatform: Platform
  readonly emitter: Emitter
  readonly outcome: Outcome
  readonly outbox: Outbox
  /** The URI without credentials, of the attempt before until this one's is known. */
  url: string
  /** Called exactly once by each. */
  onEnd(ending: Ending, error?: WebSocketsError): void
}

/** How an attempt ended. */
export interface Ending extends CloseInfo {
  readonly unconfirmed: readonly SendData[]
}

/**
 * One transport's life, the wait before it included: asks for the URI, opens the transport, watches it, and says once
 * how it ended.
 */
export class Attempt implements TransportHandlers {
  /** The W3C number; it only grows. */
  phase: 0 | 1 | 2 | 3 = 0
  subprotocol = ''
  /** Milliseconds that it waits before it starts; undefined once it has. */
  declare retryDelay: number | undefined
  /** On the platform's clock, in whole milliseconds, which V8 keeps without an object; undefined if it never opened. */
  openedAt: number | undefined
  /** 1 for the first of a connection. */
  declare readonly ordinal: number
  readonly #owner: AttemptOwner
  #request: Request | undefined
  #transport: Transport | undefined
  #heartbeat: Heartbeat | undefined
  #cancelTimer: (() => void) | undefined
  #isOver: boolean | undefined

  /** @param delay - starts by itself after so many milliseconds, or when the network is back */
  constructor(owner: AttemptOwner, number: number, delay?: number) {
    this.#owner = owner
    this.ordinal = number
    this.retryDelay = delay
    if (delay !== undefined) this.#arm(delay, () => this.wake())
  }

  /** Stops waiting, or asks whether the connection lives: the network is back, the page has slept, or the user knows better. */
  wake(): void {
    this.#heartbeat?.probe()
    if (this.phase || this.retryDelay === undefined) return
    this.retryDelay = undefined
    void this.start()
    this.#owner.emitter.tell()
  }

  /** Opens the transport: at once, unless a function provides the URI. */
  async start(): Promise<void> {
    const { baseRequest, hostPlatform } = this.#owner
    const {
      provider,
      options: { connectTimeout },
    } = baseRequest
    let code: WireCode = 'ERR_URI_PROVIDER'
    let opened: Transport | Failure
    this.#arm(connectTimeout, () => this.#end(failure('ERR_CONNECT_TIMEOUT', connectTimeout)))
    try {
      this.#request = baseRequest
      if (provider) {
        await Promise.resolve()
        // An attempt that was given up meanwhile asks nobody, and ignores the answer.
        if (this.phase) return
        this.#request = requestFor(await provider(), baseRequest, hostPlatform)
        if (this.phase) return
      }
      code = 'ERR_CONNECT_FAILED'
      this.#owner.url = withoutCredentials(this.#request.uri)
      opened = hostPlatform.openTransport(this.#request, this)
      if ('drop' in opened) {
        this.#transport = opened
        return
      }
    } catch (cause) {
      opened = { code, cause }
    }
    // Nothing is emitted before `connect` has returned.
    await Promise.resolve()
    if (!this.phase) this.#end(opened)
  }

  /** The user asks for the end; what still arrives is ignored. */
  disconnect(code: number, reason: string): void {
    const { baseRequest, outbox } = this.#owner
    const { phase } = this
    if (phase > 1) return
    this.phase = 2
    this.#stopHeartbeat()
    // With nothing open there is no closing handshake to wait for: the close comes in a later task.
    this.#arm(phase ? baseRequest.closeTimeout : 0, () => this.#end())
    if (phase) outbox.close(code, reason)
    else this.#drop()
  }

  /** Stops or resumes reading; false if the platform cannot. */
  pause(isPaused: boolean): boolean {
    const transport = __NODE__ && this.#transport
    if (!transport || !transport.pause) return false
    if (this.#heartbeat) {
      this.#heartbeat.isPaused = isPaused
      this.#heartbeat.hear()
    }
    if (isPaused) transport.pause()
    else transport.resume?.()
    return true
  }

  onOpen({ protocol, tls, headers }: OpenInfo): void {
    const { hostPlatform, emitter, outcome, outbox } = this.#owner
    const {
      protocols,
      options: { heartbeat },
    } = this.#request as Request
    const transport = this.#transport as Transport
    // RFC 6455, section 4.1: not every platform refuses a subprotocol that was not asked for, or none.
    if (protocols.length ? !protocols.includes(protocol) : protocol)
      return this.#end(failure('ERR_CONNECT_FAILED'))
    this.#cancelTimer?.()
    // It would keep the timer in memory for as long as the connection is open.
    this.#cancelTimer = undefined
    this.phase = 1
    this.subprotocol = protocol
    this.openedAt = Math.round(hostPlatform.clock.now())
    if (heartbeat) {
      const onDead = (): void => this.#end(failure('ERR_HEARTBEAT_TIMEOUT', heartbeat.timeout))
      this.#heartbeat = new Heartbeat(heartbeat, transport, this.#owner, onDead)
    }
    if (__NODE__ && outcome.inbox?.isHigh) this.pause(true)
    const node = __NODE__ && { ...(tls && { tls }), ...(headers && { headers }) }
    const event = { type: ONOPEN, protocol, attempt: this.ordinal, ...node } as const
    outcome.error = undefined
    outbox.open(transport, () => {
      emitter.tell()
      outcome.settle(event)
      emitter.dispatch(event)
    })
  }

  onMessage(data: MessageData): void {
    const { emitter, outcome } = this.#owner
    if (this.phase === 1) emitter.dispatch({ type: ONMESSAGE, data })
    // A handler may have disconnected.
    if (this.phase === 1 && outcome.inbox?.push(data))
      this.#end(failure('ERR_MESSAGE_TOO_BIG', MAX_BYTES))
    this.onPong()
  }

  onPong(): void {
    this.#heartbeat?.alive()
    // A moment to look at the buffer: a hidden tab's timers are slow.
    this.onDrain()
  }

  onDrain(): void {
    this.#owner.outbox.handOn()
  }

  onClose({ code, reason, wasClean }: CloseInfo = ABNORMAL, told?: Failure): void {
    const isKnown = isReceivable(code)
    const found: WireCode | false =
      (!isKnown && wasClean && 'ERR_PROTOCOL') ||
      (!this.phase && 'ERR_CONNECT_FAILED') ||
      (!isKnown && 'ERR_CONNECTION_LOST')
    this.#end(told ?? (found && failure(found)), isKnown ? { code, reason, wasClean } : ABNORMAL)
  }

  /** There is one timer at a time: for the wait, the opening or the closing handshake. */
  #arm(delay: number, onTimer: () => void): void {
    this.#cancelTimer?.()
    this.#cancelTimer = this.#owner.hostPlatform.clock.later(delay, onTimer)
  }

  #stopHeartbeat(): void {
    this.#heartbeat?.stop()
    this.#heartbeat = undefined
  }

  #drop(): void {
    this.#transport?.drop()
    this.#transport = undefined
  }

  #end(found?: Failure | false, close = ABNORMAL): void {
    const { outbox } = this.#owner
    // Each attempt ends once, whatever its transport does.
    if (this.#isOver) return
    this.#isOver = true
    // A close that the user asked for is not an error.
    const error =
      this.phase < 2 && found
        ? new WebSocketsError(found.code, originOf((this.#request as Request).uri), found)
        : undefined
    this.phase = 2
    this.#cancelTimer?.()
    this.#stopHeartbeat()
    const ending = { ...(error ? ABNORMAL : close), unconfirmed: outbox.takeUnconfirmed() }
    this.#drop()
    this.#owner.onEnd(ending, error)
  }
}
