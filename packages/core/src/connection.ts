import { CAN_TELL } from './abilities.ts'
import type { Audience } from './audience.ts'
import { ABNORMAL, isReceivable } from './close-code.ts'
import { WebSocketsError, errorEventOf, type WireCode } from './errors.ts'
import {
  ONCLOSE,
  ONMESSAGE,
  ONOPEN,
  type MessageData,
  type WebSocketsCloseEvent,
} from './events.ts'
import * as machine from './machine.ts'
import { targetOf, type Plan, type UriProvider } from './options.ts'
import { Link } from './link.ts'
import { NONE } from './outbox.ts'
import { Retry } from './retry.ts'
import { later } from './timer.ts'
import type {
  CloseInfo,
  OpenInfo,
  Platform,
  TransportHandlers,
  TransportRequest,
} from './transport.ts'
import { withoutCredentials } from './uri.ts'

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

/** All that follows from one `connect`: its attempts, one transport at a time, its final close. */
export class Connection extends Link implements TransportHandlers {
  url: string
  protocol = ''
  readonly #target: TransportRequest | UriProvider
  readonly #audience: Audience
  readonly #retry: Retry | undefined
  #state: machine.State = machine.CLOSED
  // The state's timer, and how often the state has changed.
  #cancel: (() => void) | undefined
  #changes = 0
  // What the attempt under way has asked for.
  #request: TransportRequest | undefined
  #quit: (() => void) | undefined

  constructor({ target, settings }: Plan, platform: Platform, audience: Audience, url: string) {
    super(settings, platform)
    this.#target = target
    this.#audience = audience
    this.url = url
    if (settings.reconnect) this.#retry = new Retry(settings.reconnect, platform)
  }

  get readyState(): 0 | 1 | 2 | 3 {
    return machine.readyStateOf(this.#state)
  }

  start(): void {
    const { signal, heartbeat } = this.settings
    const network = this.#retry || heartbeat ? this.platform.network : undefined
    const onAbort = (): void => this.disconnect(1000, '')
    if (signal || network) {
      const unwatch = network?.watch(() => this.#onWake())
      signal?.addEventListener('abort', onAbort)
      this.#quit = () => {
        unwatch?.()
        signal?.removeEventListener('abort', onAbort)
      }
    }
    if (!signal?.aborted) return this.#attempt()
    this.#go(machine.CONNECTING)
    onAbort()
  }

  disconnect(code: number, reason: string): void {
    this.#audience.inbox?.discard()
    const isOpen = this.#state === machine.OPEN
    // Where nothing is open there is no closing handshake to wait for: the close comes in a later task.
    const delay = isOpen ? this.#request?.closeTimeout : 0
    if (!this.#go(machine.CLOSING, delay, () => this.#end(ABNORMAL))) return
    if (isOpen) this.close(code, reason)
    else this.drop()
  }

  fail(code: WireCode): void {
    this.#end(ABNORMAL, new WebSocketsError(code))
  }

  onOpen({ protocol, tls }: OpenInfo): void {
    // RFC 6455, section 4.1: not every platform fails by itself where none, or another, was answered.
    const { protocols } = this.#request as TransportRequest
    if (protocols.length ? !protocols.includes(protocol) : protocol)
      return this.fail('ERR_CONNECT_FAILED')
    if (!this.#go(machine.OPEN)) return
    this.protocol = protocol
    this.#retry?.opened()
    this.raised()
    const attempt = this.#retry?.attempt ?? 1
    this.#audience.onOpened({ type: ONOPEN, protocol, attempt, ...(CAN_TELL && tls && { tls }) })
    this.flush()
  }

  onMessage(data: MessageData): void {
    if (this.#state === machine.OPEN) this.#audience.dispatch({ type: ONMESSAGE, data })
    // A handler may have disconnected.
    if (this.#state === machine.OPEN) this.#audience.inbox?.push(data)
    this.onPong()
  }

  onClose({ code, reason, wasClean }: CloseInfo = ABNORMAL, cause?: WebSocketsError): void {
    if (!this.transport) return
    const isKnown = isReceivable(code)
    const isEarly = this.#state === machine.CONNECTING
    const error: WireCode | false =
      (!isKnown && wasClean && 'ERR_PROTOCOL') ||
      (isEarly && 'ERR_CONNECT_FAILED') ||
      (!isKnown && 'ERR_CONNECTION_LOST')
    const close = isKnown ? { code, reason, wasClean } : ABNORMAL
    if (this.#state === machine.CLOSING) this.#end(close)
    else if (cause) this.#end(ABNORMAL, cause)
    else if (error) this.fail(error)
    else this.#end(close)
  }

  /** Changes the state, where that may be; each state has at most one timer. */
  #go(state: machine.State, delay?: number, onTimer?: () => void): boolean {
    if (!machine.mayFollow(this.#state, state)) return false
    this.#state = state
    this.#changes += 1
    this.#arm(delay, onTimer)
    return true
  }

  #arm(delay = Infinity, onTimer?: () => void): void {
    this.#cancel?.()
    this.#cancel = onTimer && later(this.platform.clock, delay, onTimer)
  }

  /** The network is back, or the page has slept: no time to wait for a timer. */
  #onWake(): void {
    if (this.#state === machine.WAITING) this.#attempt()
    else this.heartbeat?.probe()
  }

  #attempt(): void {
    const { connectTimeout = 20_000 } = this.settings
    this.#go(machine.CONNECTING, connectTimeout, () => this.fail('ERR_CONNECT_TIMEOUT'))
    this.protocol = ''
    const target = this.#target
    if (typeof target === 'function') void this.#ask(target)
    else this.#open(target)
  }

  /** A function whose attempt was given up is not called, and has no say. */
  async #ask(provider: UriProvider): Promise<void> {
    const attempt = this.#changes
    const isCurrent = (): boolean => attempt === this.#changes
    try {
      await Promise.resolve()
      const given = isCurrent() && (await provider())
      if (isCurrent()) this.#open(targetOf(given, this.settings, this.platform))
    } catch (cause) {
      if (isCurrent()) this.#end(ABNORMAL, new WebSocketsError('ERR_URI_PROVIDER', '', { cause }))
    }
  }

  #open(request: TransportRequest): void {
    this.url = withoutCredentials(request.uri)
    this.#request = request
    try {
      this.transport = this.platform.openTransport(request, this)
    } catch (cause) {
      const isOurs = cause instanceof WebSocketsError
      const error = isOurs ? cause : new WebSocketsError('ERR_CONNECT_FAILED', '', { cause })
      // Told in a later task, as every failure: nothing is emitted before `connect` has returned.
      this.#arm(0, () => this.#end(ABNORMAL, error))
    }
  }

  /** The end of an attempt: with an error, unless the user has asked for the end. */
  #end(info: CloseInfo, error?: WebSocketsError): void {
    if (!this.#go(machine.FAILING) && error) return
    this.drop()
    if (error) this.#audience.dispatch(errorEventOf(error))
    const event: Writable<WebSocketsCloseEvent> = {
      type: ONCLOSE,
      ...info,
      willReconnect: false,
      unsent: NONE,
      unconfirmed: this.outbox?.tellLost() ?? NONE,
    }
    const delay = this.#state === machine.FAILING ? this.#retry?.next(event, error) : undefined
    // The user's `shouldReconnect` may have called `disconnect`.
    if (delay !== undefined && this.#go(machine.WAITING, delay, () => this.#attempt())) {
      event.willReconnect = true
      event.delay = delay
      return this.#audience.dispatch(event)
    }
    this.#quit?.()
    event.unsent = this.outbox?.giveUp() ?? NONE
    this.#go(machine.CLOSED)
    this.#audience.onEnded(event, error, this.settings.signal)
  }
}
