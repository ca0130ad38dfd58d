import type { Audience } from './audience.ts'
import { ABNORMAL, isReceivable } from './close-code.ts'
import { WebSocketsError, errorEventOf, type WireCode } from './errors.ts'
import {
  ONCLOSE,
  ONMESSAGE,
  ONOPEN,
  type MessageData,
  type SendData,
  type WebSocketsCloseEvent,
} from './events.ts'
import { heed } from './interrupts.ts'
import * as machine from './machine.ts'
import {
  targetOf,
  type CheckedTarget,
  type Plan,
  type Settings,
  type UriProvider,
} from './options.ts'
import { Link, type LinkOwner } from './link.ts'
import { NONE } from './outbox.ts'
import { Retry } from './retry.ts'
import { later } from './timer.ts'
import type { CloseInfo, OpenInfo, Platform } from './transport.ts'
import { withoutCredentials } from './uri.ts'

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

/** All that follows from one `connect`: its attempts, one transport at a time, its final close. */
export class Connection implements LinkOwner {
  url: string
  protocol = ''
  readonly #target: CheckedTarget | UriProvider
  readonly #settings: Settings
  readonly #platform: Platform
  readonly #audience: Audience
  readonly #link: Link
  readonly #retry: Retry | undefined
  #state: machine.State = machine.CLOSED
  // The state's timer, and how often the state has changed.
  #timer: unknown
  #changes = 0
  #protocols: readonly string[] = []
  #quit: (() => void) | undefined

  constructor(plan: Plan, platform: Platform, audience: Audience, url: string) {
    const { reconnect } = plan.settings
    this.#target = plan.target
    this.#settings = plan.settings
    this.#platform = platform
    this.#audience = audience
    this.url = url
    this.#link = new Link(plan.settings, platform, this)
    if (reconnect) this.#retry = new Retry(reconnect, platform)
  }

  get readyState(): 0 | 1 | 2 | 3 {
    return machine.readyStateOf(this.#state)
  }

  get bufferedAmount(): number {
    return this.#link.bufferedAmount
  }

  start(): void {
    const { signal, heartbeat } = this.#settings
    const network = this.#retry || heartbeat ? this.#platform.network : undefined
    const onAbort = (): void => this.disconnect(1000, '')
    // The network is back, or the page has slept: no time to wait for a timer.
    const onWake = (): void => {
      if (this.#state === machine.WAITING) this.#attempt()
      else this.#link.probe()
    }
    if (signal || network) this.#quit = heed(signal, network, onAbort, onWake)
    if (!signal?.aborted) return this.#attempt()
    this.#go(machine.CONNECTING)
    onAbort()
  }

  disconnect(code: number, reason: string): void {
    this.#audience.inbox?.discard()
    const { closeTimeout = 5000 } = this.#settings
    const isOpen = this.#state === machine.OPEN
    // Where nothing is open there is no closing handshake to wait for: the close comes in a later task.
    if (!this.#go(machine.CLOSING, isOpen ? closeTimeout : 0, () => this.#end(ABNORMAL))) return
    if (isOpen) this.#link.close(code, reason)
    else this.#link.drop()
  }

  /** Hands a message over, or keeps it where a queue was asked for; false where neither can be. */
  send(data: SendData): boolean {
    return this.readyState < machine.CLOSING && this.#link.send(data)
  }

  /** Stops or resumes reading; false where the platform cannot. */
  pause(isPaused: boolean): boolean {
    return this.#link.pause(isPaused)
  }

  /** Ends the connection with an error of this side's finding. */
  fail(code: WireCode): void {
    this.#fail(new WebSocketsError(code))
  }

  onOpen({ protocol, tls }: OpenInfo): void {
    // RFC 6455, section 4.1: not every platform fails by itself where none, or another, was answered.
    const offered = this.#protocols
    if (offered.length ? !offered.includes(protocol) : protocol)
      return this.fail('ERR_CONNECT_FAILED')
    if (!this.#go(machine.OPEN)) return
    this.protocol = protocol
    this.#retry?.opened()
    this.#link.opened()
    const { attempt = 1 } = this.#retry ?? {}
    this.#audience.onOpened({ type: ONOPEN, protocol, attempt, ...(tls && { tls }) })
    this.#link.flush()
  }

  onMessage(data: MessageData): void {
    if (this.#state === machine.OPEN) this.#audience.dispatch({ type: ONMESSAGE, data })
    // A handler may have disconnected.
    if (this.#state === machine.OPEN) this.#audience.inbox?.push(data)
    this.onPong()
  }

  onPong(): void {
    this.#link.alive()
  }

  onDrain(): void {
    this.#link.pump()
  }

  onClose({ code, reason, wasClean }: CloseInfo, cause?: WebSocketsError): void {
    if (!this.#link.isUp) return
    const isKnown = isReceivable(code)
    const close = isKnown ? { code, reason, wasClean } : ABNORMAL
    if (this.#state === machine.CLOSING) this.#end(close)
    else if (cause) this.#fail(cause)
    else if (!isKnown && wasClean) this.fail('ERR_PROTOCOL')
    else if (this.#state === machine.CONNECTING) this.fail('ERR_CONNECT_FAILED')
    else if (isKnown) this.#end(close)
    else this.fail('ERR_CONNECTION_LOST')
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
    const { clock } = this.#platform
    clock.clearTimeout(this.#timer)
    this.#timer = onTimer && later(clock, delay, onTimer)
  }

  #attempt(): void {
    const { connectTimeout = 20_000 } = this.#settings
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
      if (isCurrent()) this.#open(targetOf(given, this.#settings, this.#platform))
    } catch (cause) {
      if (isCurrent()) this.#fail(new WebSocketsError('ERR_URI_PROVIDER', '', { cause }))
    }
  }

  #open({ uri, protocols, options }: CheckedTarget): void {
    const { closeTimeout = 5000 } = this.#settings
    this.url = withoutCredentials(uri)
    this.#protocols = protocols
    try {
      this.#link.raise({ uri, protocols, closeTimeout, options })
    } catch (error) {
      // Told in a later task, as every failure: nothing is emitted before `connect` has returned.
      this.#arm(0, () => this.#fail(error as WebSocketsError))
    }
  }

  #fail(error: WebSocketsError): void {
    if (!this.#go(machine.FAILING)) return
    this.#link.drop()
    this.#audience.dispatch(errorEventOf(error))
    this.#end(ABNORMAL, error)
  }

  #end(info: CloseInfo, error?: WebSocketsError): void {
    this.#go(machine.FAILING)
    this.#link.drop()
    const event: Writable<WebSocketsCloseEvent> = {
      type: ONCLOSE,
      ...info,
      willReconnect: false,
      unsent: NONE,
      unconfirmed: this.#link.tellLost(),
    }
    const delay = this.#state === machine.FAILING ? this.#retry?.next(event, error) : undefined
    // The user's `shouldReconnect` may have called `disconnect`.
    if (delay !== undefined && this.#go(machine.WAITING, delay, () => this.#attempt())) {
      event.willReconnect = true
      event.delay = delay
      return this.#audience.dispatch(event)
    }
    this.#quit?.()
    event.unsent = this.#link.giveUp()
    this.#go(machine.CLOSED)
    this.#audience.onEnded(event, error, this.#settings.signal)
  }
}
