import { ABNORMAL, isReceivable } from './close-code.ts'
import { WebSocketsError, errorEventOf, type WireCode } from './errors.ts'
import {
  ONCLOSE,
  ONMESSAGE,
  ONOPEN,
  type MessageData,
  type SendData,
  type WebSocketsCloseEvent,
  type WebSocketsEvent,
} from './events.ts'
import { Link, NONE, type LinkOwner } from './link.ts'
import { readyStateOf, transition, type Effect, type Input, type State } from './machine.ts'
import { provide, type CheckedTarget, type Plan } from './options.ts'
import { Retry } from './retry.ts'
import type { Serial } from './serial.ts'
import { Timer } from './timer.ts'
import type { CloseInfo, OpenInfo, Platform } from './transport.ts'
import { withoutCredentials } from './uri.ts'

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

interface Farewell {
  readonly code: number
  readonly reason: string
}

type Subject = WebSocketsEvent | Farewell

/** What a connection asks of its client. */
export interface ConnectionOwner {
  readonly serial: Serial
  /** Hears what happens; `error` is why a final close came about, where it was not asked for. */
  readonly emit: (event: WebSocketsEvent, error?: WebSocketsError) => void
  /** The plan's signal aborted. */
  readonly onAbort: () => void
}

/** All that follows from one `connect`: its attempts, its connections, its final close. */
export class Connection implements LinkOwner {
  url = ''
  protocol = ''
  readonly #plan: Plan
  readonly #platform: Platform
  readonly #owner: ConnectionOwner
  #state: State = 'closed'
  readonly #timer: Timer
  readonly #link: Link
  #attempts = 0
  readonly #retry: Retry | undefined
  #delay = 0
  #protocols: readonly string[] = []
  #unwatch: (() => void) | undefined

  constructor(plan: Plan, platform: Platform, owner: ConnectionOwner) {
    this.#plan = plan
    this.#timer = new Timer(platform.clock)
    this.#platform = platform
    this.#owner = owner
    this.#link = new Link(plan, platform, this)
    if (plan.reconnect) this.#retry = new Retry(plan.reconnect, platform)
  }

  get readyState(): 0 | 1 | 2 | 3 {
    return readyStateOf(this.#state)
  }

  get bufferedAmount(): number {
    return this.#link.bufferedAmount
  }

  start(): void {
    const { signal, reconnect, heartbeat } = this.#plan
    if (signal?.aborted) return this.#step('abandon')
    signal?.addEventListener('abort', this.#owner.onAbort, { once: true })
    if (reconnect || heartbeat) {
      this.#unwatch = this.#platform.network?.watch(() =>
        this.#owner.serial.run(this, this.#wake, undefined),
      )
    }
    this.#step('connect')
  }

  disconnect(code: number, reason: string): void {
    this.#step('disconnect', { code, reason })
  }

  /** Hands a message over, or keeps it where a queue was asked for; false where neither can be. */
  send(data: SendData): boolean {
    return this.readyState < 2 && this.#link.send(data)
  }

  /** Stops or resumes reading; false where the platform cannot. */
  pause(isPaused: boolean): boolean {
    return this.#link.pause(isPaused)
  }

  /** Ends the connection with an error of this side's finding. */
  fail(code: WireCode): void {
    this.#fail(new WebSocketsError(code))
  }

  /** `subject` is the event to emit, or how to close; `error` is why the final close came about. */
  #step(input: Input, subject?: Subject, error?: WebSocketsError): void {
    const from = this.#state
    const step = transition(from, input)
    if (!step) return
    this.#state = step.state
    this.#armTimer(from)
    for (const effect of step.effects) this.#perform(effect, subject, error)
  }

  #perform(effect: Effect, subject?: Subject, error?: WebSocketsError): void {
    const { code, reason } = (subject ?? {}) as Farewell
    if (effect === 'attempt') this.#attempt()
    else if (effect === 'drop') this.#link.drop()
    else if (effect === 'close') this.#link.close(code, reason)
    else this.#owner.emit(subject as WebSocketsEvent, error)
  }

  /** Each state has at most one timer, so a change of state is all that starts and stops them. */
  #armTimer(from: State): void {
    this.#timer.clear()
    if (this.#state === 'connecting') {
      this.#after(this.#plan.connectTimeout, () => this.fail('ERR_CONNECT_TIMEOUT'))
    } else if (this.#state === 'waiting') {
      this.#after(this.#delay, () => this.#step('retryDue'))
    } else if (this.#state === 'closing') {
      // Where nothing was open there is no closing handshake to wait for: the close comes in a later task.
      this.#after(from === 'open' ? this.#plan.closeTimeout : 0, () => this.#end(ABNORMAL))
    }
  }

  #after(delay: number, input: () => void): void {
    this.#timer.set(delay, () => this.#owner.serial.run(this, input, undefined))
  }

  #attempt(): void {
    this.protocol = ''
    const { target } = this.#plan
    if (typeof target !== 'function') return this.#open(target)
    const attempt = ++this.#attempts
    // A function whose attempt was given up is not called, and has no say.
    const isCurrent = (): boolean => this.#attempts === attempt && this.#state === 'connecting'
    const settle = <Argument>(
      input: (this: Connection, argument: Argument) => void,
      argument: Argument,
    ): void => {
      if (isCurrent()) this.#owner.serial.run(this, input, argument)
    }
    const ask = async (): Promise<void> => {
      if (!isCurrent()) return
      await provide(target, this.#plan, this.#platform).then(
        (checked) => settle(this.#open, checked),
        (error: unknown) => settle(this.#fail, error as WebSocketsError),
      )
    }
    void Promise.resolve().then(ask)
  }

  #open(target: CheckedTarget): void {
    const { uri, protocols, options } = target
    const { closeTimeout } = this.#plan
    this.url = withoutCredentials(uri)
    this.#protocols = protocols
    try {
      const request = { uri, protocols, closeTimeout, options }
      this.#link.raise(request)
    } catch (error) {
      // Told in a later task, as every failure: nothing is emitted before `connect` has returned.
      this.#after(0, () => this.#fail(error as WebSocketsError))
    }
  }

  onOpen(info: OpenInfo): void {
    this.#owner.serial.run(this, this.#opened, info)
  }

  onMessage(data: MessageData): void {
    this.#owner.serial.run(this, this.#received, data)
  }

  onDead(): void {
    this.#owner.serial.run(this, this.fail, 'ERR_HEARTBEAT_TIMEOUT')
  }

  onPong(): void {
    this.#link.alive()
  }

  onDrain(): void {
    this.#link.pump()
  }

  onClose(info: CloseInfo, cause?: WebSocketsError): void {
    this.#owner.serial.run(this, this.#ended, { info, cause })
  }

  #opened({ protocol, tls }: OpenInfo): void {
    if (this.#state !== 'connecting') return
    // RFC 6455, section 4.1: not every platform fails by itself where none, or another, was answered.
    const offered = this.#protocols
    const isAnswered = offered.length > 0 ? offered.includes(protocol) : !protocol
    if (!isAnswered) return this.fail('ERR_CONNECT_FAILED')
    this.protocol = protocol
    this.#retry?.opened()
    this.#link.opened()
    const attempt = this.#retry?.attempt ?? 1
    this.#step('opened', { type: ONOPEN, protocol, attempt, ...(tls && { tls }) })
    this.#link.flush()
  }

  #received(data: MessageData): void {
    if (this.#state === 'open') this.#owner.emit({ type: ONMESSAGE, data })
    this.#link.alive()
  }

  #ended({ info, cause }: { info: CloseInfo; cause: WebSocketsError | undefined }): void {
    // It waited for its turn while a handler gave the transport up.
    if (!this.#link.isUp) return
    const isValid = !info.wasClean || isReceivable(info.code)
    const isLost = !isReceivable(info.code)
    const close = isLost ? ABNORMAL : info
    if (this.#isLeaving) return this.#end(close)
    if (cause) return this.#fail(cause)
    if (!isValid) return this.fail('ERR_PROTOCOL')
    if (this.#state === 'connecting') return this.fail('ERR_CONNECT_FAILED')
    if (isLost) return this.fail('ERR_CONNECTION_LOST')
    this.#end(close)
  }

  #fail(error: WebSocketsError): void {
    if (this.#state !== 'connecting' && this.#state !== 'open') return
    this.#step('failed', errorEventOf(error))
    this.#end(ABNORMAL, error)
  }

  #end({ code, reason, wasClean }: CloseInfo, error?: WebSocketsError): void {
    this.#link.drop()
    const event: Writable<WebSocketsCloseEvent> = {
      type: ONCLOSE,
      code,
      reason,
      wasClean,
      willReconnect: false,
      unsent: NONE,
      unconfirmed: this.#link.takeUnconfirmed(),
    }
    const delay = this.#isLeaving ? undefined : this.#retry?.next(event, error)
    // The user's `shouldReconnect` may have called `disconnect`.
    if (delay === undefined || this.#isLeaving) return this.#finish(event, error)
    this.#delay = delay
    event.willReconnect = true
    event.delay = delay
    this.#step('interrupted', event)
  }

  get #isLeaving(): boolean {
    return this.#state === 'closing'
  }

  #finish(event: Writable<WebSocketsCloseEvent>, error: WebSocketsError | undefined): void {
    this.#unwatch?.()
    this.#plan.signal?.removeEventListener('abort', this.#owner.onAbort)
    event.unsent = this.#link.giveUp()
    this.#step('ended', event, error)
  }

  /** The network is back, or the page has slept: no time to wait for a timer. */
  #wake(): void {
    if (this.#state === 'waiting') this.#step('retryDue')
    else if (this.#state === 'open') this.#link.probe()
  }
}
