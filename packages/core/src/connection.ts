import { ABNORMAL, isReceivable } from './close-code.ts'
import { sizeOf } from './data.ts'
import { WebSocketsError, type WireCode } from './errors.ts'
import {
  ONCLOSE,
  ONERROR,
  ONMESSAGE,
  ONOPEN,
  type MessageData,
  type SendData,
  type WebSocketsCloseEvent,
  type WebSocketsErrorEvent,
  type WebSocketsEvent,
} from './events.ts'
import { Heartbeat } from './heartbeat.ts'
import { readyStateOf, transition, type Effect, type Input, type State } from './machine.ts'
import { targetOf, type CheckedTarget, type Plan } from './options.ts'
import { Outbox } from './outbox.ts'
import { STABLE_AFTER, backoff, mayRetry } from './retry.ts'
import type { Serial } from './serial.ts'
import type { CloseInfo, OpenInfo, Platform, Transport, TransportHandlers } from './transport.ts'
import { withoutCredentials } from './uri.ts'

const NONE: readonly SendData[] = Object.freeze([])
// Milliseconds between two looks at a platform that does not tell when its buffer shrinks.
const PUMP_INTERVAL = 10
// The greatest delay of a timer, in milliseconds: a greater one fires at once.
const LONGEST = 0x7fffffff

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

/** Hears what happens; `error` is why a final close came about, where it was not asked for. */
export type Emit = (event: WebSocketsEvent, error?: WebSocketsError) => void

function errorEventOf({ code, message, status, cause }: WebSocketsError): WebSocketsErrorEvent {
  return {
    type: ONERROR,
    code,
    reason: message,
    ...(status !== undefined && { status }),
    ...(cause !== undefined && { cause }),
  }
}

/** All that follows from one `connect`: its attempts, its connections, its final close. */
export class Connection implements TransportHandlers {
  url = ''
  protocol = ''
  readonly #plan: Plan
  readonly #platform: Platform
  readonly #serial: Serial
  readonly #emit: Emit
  #state: State = 'closed'
  #timer: unknown
  #transport: Transport | undefined
  #attempts = 0
  #retries = 0
  #delay = 0
  #openedAt: number | undefined
  #isNegotiated = false
  #isPaused = false
  #farewell: { readonly code: number; readonly reason: string } | undefined
  #outbox: Outbox | undefined
  #pumpTimer: unknown
  #unconfirmed: readonly SendData[] = NONE
  #heartbeat: Heartbeat | undefined
  #unwatch: (() => void) | undefined
  #onAbort: (() => void) | undefined

  constructor(plan: Plan, platform: Platform, serial: Serial, emit: Emit) {
    this.#plan = plan
    this.#platform = platform
    this.#serial = serial
    this.#emit = emit
    if (plan.queue) this.#outbox = new Outbox(plan.queue)
  }

  get readyState(): 0 | 1 | 2 | 3 {
    return readyStateOf(this.#state)
  }

  get bufferedAmount(): number {
    return (this.#transport?.bufferedAmount ?? 0) + (this.#outbox?.bytes ?? 0)
  }

  start(): void {
    const { signal, reconnect, heartbeat } = this.#plan
    if (signal?.aborted) return this.#step('abandon')
    if (signal) {
      this.#onAbort = () => this.disconnect(1000, '')
      signal.addEventListener('abort', this.#onAbort, { once: true })
    }
    if (reconnect || heartbeat) {
      this.#unwatch = this.#platform.network?.watch(() => this.#serial.run(this, this.#wake, undefined))
    }
    this.#step('connect')
  }

  disconnect(code: number, reason: string): void {
    if (this.#state === 'open') this.#farewell = { code, reason }
    this.#step('disconnect')
  }

  /** Hands a message over, or keeps it where a queue was asked for; false where neither can be. */
  send(data: SendData): boolean {
    const isOpen = this.#state === 'open'
    const transport = isOpen ? this.#transport : undefined
    if (!this.#outbox) return transport?.send(data) === true
    if (!isOpen && this.readyState !== 0) return false
    const isKept = this.#outbox.push(data, transport, this.#plan.reconnect !== undefined)
    if (transport) this.#pump()
    return isKept
  }

  /** Stops or resumes reading; false where the platform cannot. */
  pause(isPaused: boolean): boolean {
    const transport = this.#transport
    this.#isPaused = isPaused
    this.#heartbeat?.pause(isPaused && transport?.pause !== undefined)
    if (isPaused) transport?.pause?.()
    else transport?.resume?.()
    return transport?.pause !== undefined
  }

  /** Ends the connection with an error of this side's finding. */
  fail(code: WireCode): void {
    this.#fail(new WebSocketsError(code))
  }

  #step(input: Input, event?: WebSocketsEvent, error?: WebSocketsError): void {
    const from = this.#state
    const step = transition(from, input)
    if (!step) return
    this.#state = step.state
    this.#armTimer(from)
    for (const effect of step.effects) this.#perform(effect, event, error)
  }

  #perform(effect: Effect, event?: WebSocketsEvent, error?: WebSocketsError): void {
    if (effect === 'attempt') this.#attempt()
    else if (effect === 'close') this.#pump()
    else if (effect === 'drop') this.#letGo()
    else if (event) this.#emit(event, error)
  }

  /** Each state has at most one timer, so a change of state is all that starts and stops them. */
  #armTimer(from: State): void {
    this.#platform.clock.clearTimeout(this.#timer)
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
    const { clock } = this.#platform
    clock.clearTimeout(this.#timer)
    if (delay === Infinity) return
    const run = (): void => this.#serial.run(this, input, undefined)
    this.#timer = clock.setTimeout(run, Math.min(delay, LONGEST))
  }

  #attempt(): void {
    this.protocol = ''
    const { target, given } = this.#plan
    if (typeof target !== 'function') return this.#open(target)
    const attempt = ++this.#attempts
    const settle = <Argument>(
      input: (this: Connection, argument: Argument) => void,
      argument: Argument,
    ): void => {
      // A function that answers after its attempt was given up has no say.
      const isCurrent = this.#attempts === attempt && this.#state === 'connecting'
      if (isCurrent) this.#serial.run(this, input, argument)
    }
    Promise.resolve()
      .then(target)
      .then((provided) => targetOf(provided, given, this.#platform))
      .then(
        (checked) => settle(this.#open, checked),
        (cause: unknown) =>
          settle(this.#fail, new WebSocketsError('ERR_URI_PROVIDER', '', { cause })),
      )
  }

  #open(target: CheckedTarget): void {
    const { uri, protocols, options } = target
    const { closeTimeout } = this.#plan
    this.url = withoutCredentials(uri)
    this.#isNegotiated = protocols.length > 0
    try {
      const request = { uri, protocols, closeTimeout, options }
      this.#transport = this.#platform.openTransport(request, this)
    } catch (error) {
      // Told in a later task, as every failure: nothing is emitted before `connect` has returned.
      this.#after(0, () => this.#fail(error as WebSocketsError))
    }
  }

  onOpen(info: OpenInfo): void {
    this.#serial.run(this, this.#opened, info)
  }

  onMessage(data: MessageData): void {
    this.#serial.run(this, this.#received, data)
  }

  onPong(): void {
    this.#heartbeat?.alive()
  }

  onDrain(): void {
    this.#pump()
  }

  onClose(info: CloseInfo, cause?: WebSocketsError): void {
    this.#serial.run(this, this.#ended, { info, cause })
  }

  #opened({ protocol, tls }: OpenInfo): void {
    if (this.#state !== 'connecting') return
    // RFC 6455, section 4.1: two of the engines open all the same.
    if (this.#isNegotiated && protocol === '') return this.fail('ERR_CONNECT_FAILED')
    this.protocol = protocol
    this.#openedAt = this.#platform.clock.now()
    this.#startHeartbeat()
    if (this.#isPaused) this.pause(true)
    this.#outbox?.beginOpening()
    const attempt = this.#retries + 1
    this.#step('opened', { type: ONOPEN, protocol, attempt, ...(tls && { tls }) })
    this.#outbox?.endOpening()
    this.#pump()
  }

  #received(data: MessageData): void {
    this.#heartbeat?.alive()
    if (this.#state === 'open') this.#emit({ type: ONMESSAGE, data })
    if (this.#outbox) this.#pump()
  }

  #ended({ info, cause }: { info: CloseInfo; cause: WebSocketsError | undefined }): void {
    // It waited for its turn while a handler gave the transport up.
    if (!this.#transport) return
    const isValid = !info.wasClean || isReceivable(info.code)
    const isLost = !isReceivable(info.code)
    const close = isLost ? ABNORMAL : info
    if (this.#state === 'closing') return this.#end(close)
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
    this.#letGo()
    const event: Writable<WebSocketsCloseEvent> = {
      type: ONCLOSE,
      code,
      reason,
      wasClean,
      willReconnect: false,
      unsent: NONE,
      unconfirmed: this.#unconfirmed,
    }
    this.#unconfirmed = NONE
    const delay = this.#retryDelay(event, error)
    if (delay === undefined) return this.#finish(event, error)
    this.#retries += 1
    this.#delay = delay
    event.willReconnect = true
    event.delay = delay
    this.#step('interrupted', event)
  }

  /** Milliseconds until the next attempt; nothing where there is to be none. */
  #retryDelay(event: WebSocketsCloseEvent, error: WebSocketsError | undefined): number | undefined {
    const { clock, network, reportError, random } = this.#platform
    const { reconnect } = this.#plan
    if (this.#openedAt !== undefined && clock.now() - this.#openedAt >= STABLE_AFTER) {
      this.#retries = 0
    }
    this.#openedAt = undefined
    if (!reconnect || this.#isLeaving || this.#retries >= (reconnect.attempts ?? Infinity)) return
    const { shouldReconnect } = reconnect
    try {
      const isWanted = shouldReconnect
        ? shouldReconnect(event, error && errorEventOf(error))
        : mayRetry(event.code, error)
      if (!isWanted) return
    } catch (thrown) {
      reportError(thrown)
      return
    }
    // The user's function may have called disconnect().
    if (this.#isLeaving) return
    const draw = network?.isOffline() ? 1 : random()
    const retry = network?.isOffline() ? Infinity : this.#retries + 1
    return Math.max(backoff(retry, draw, reconnect), error?.retryAfter ?? 0)
  }

  get #isLeaving(): boolean {
    return this.#state === 'closing'
  }

  #finish(event: Writable<WebSocketsCloseEvent>, error: WebSocketsError | undefined): void {
    this.#unwatch?.()
    if (this.#onAbort) this.#plan.signal?.removeEventListener('abort', this.#onAbort)
    if (this.#outbox) event.unsent = this.#outbox.giveUp()
    this.#step('ended', event, error)
  }

  /** Lets the transport go, with what it still held; harmless where there is none. */
  #letGo(): void {
    const transport = this.#transport
    if (!transport) return
    this.#transport = undefined
    this.#farewell = undefined
    this.#heartbeat?.stop()
    this.#heartbeat = undefined
    this.#platform.clock.clearTimeout(this.#pumpTimer)
    const held = transport.bufferedAmount
    transport.drop()
    if (this.#outbox) this.#unconfirmed = this.#outbox.lost(held)
  }

  /** Hands on what the window allows; when nothing waits any more, starts the closing handshake that was asked for. */
  #pump(): void {
    const { clock } = this.#platform
    const transport = this.#transport
    const outbox = this.#outbox
    if (!transport || this.#openedAt === undefined) return
    outbox?.pump(transport)
    clock.clearTimeout(this.#pumpTimer)
    if (outbox && !outbox.isEmpty) {
      this.#pumpTimer = clock.setTimeout(() => this.#pump(), PUMP_INTERVAL)
    } else if (this.#farewell) {
      const { code, reason } = this.#farewell
      this.#farewell = undefined
      transport.close(code, reason)
    }
  }

  #startHeartbeat(): void {
    const { heartbeat } = this.#plan
    const transport = this.#transport
    if (!heartbeat || !transport) return
    const { message } = heartbeat
    const onProbe = (): void => {
      if (message === undefined) return transport.ping?.()
      if (transport.send(message)) this.#outbox?.note(sizeOf(message))
    }
    const onDead = (): void => {
      this.#serial.run(this, this.fail, 'ERR_HEARTBEAT_TIMEOUT')
    }
    this.#heartbeat = new Heartbeat(heartbeat, this.#platform.clock, transport, { onProbe, onDead })
  }

  /** The network is back, or the page has slept: no time to wait for a timer. */
  #wake(): void {
    if (this.#state === 'waiting') this.#step('retryDue')
    else if (this.#state === 'open') this.#heartbeat?.probe()
  }
}
