import { Attempt, type AttemptOwner, type Ending } from './attempt.ts'
import { frozen, NONE } from './data.ts'
import type { Emitter } from './emitter.ts'
import { errorEventOf, type WebSocketsError } from './errors.ts'
import { ONCLOSE, type SendData, type WebSocketsCloseEvent } from './events.ts'
import { listen } from './listen.ts'
import type { ReconnectSettings } from './options.ts'
import { Outbox } from './outbox.ts'
import type { Outcome } from './outcome.ts'
import type { Request } from './request.ts'
import { delayOf, STABLE_AFTER } from './retry.ts'
import type { Platform } from './transport.ts'

/** What a connection has from its client. */
export interface ConnectionParts {
  readonly emitter: Emitter
  readonly hostPlatform: Platform
  readonly outcome: Outcome
  /** The connection before; while that one is closing, this one waits for its final ONCLOSE. */
  readonly previous: Connection | undefined
}

/** All that follows from one `connect`: its attempts, one at a time, and its final close. */
export class Connection implements AttemptOwner {
  declare readonly emitter: Emitter
  declare readonly hostPlatform: Platform
  declare readonly baseRequest: Request
  declare readonly outcome: Outcome
  declare readonly outbox: Outbox
  /** The URI without credentials, of the last connection until this one's is known. */
  declare url: string
  /** The attempt under way, or the last one. */
  lastAttempt: Attempt = new Attempt(this, 1)
  /** Whether the user asked for the end. */
  declare isDisconnected?: true
  /** The connection that waits for this one's final ONCLOSE. */
  declare next?: Connection
  // Whether this one still waits for that of the one before.
  #isWaiting: boolean
  readonly #unwatch: (() => void) | undefined
  readonly #unbind: (() => void) | undefined

  constructor(request: Request, { emitter, hostPlatform, outcome, previous }: ConnectionParts) {
    const { signal, reconnect, heartbeat } = request.options
    this.emitter = emitter
    this.hostPlatform = hostPlatform
    this.baseRequest = request
    this.outcome = outcome
    this.url = previous?.url ?? ''
    this.outbox = new Outbox(request.options, hostPlatform, emitter)
    this.#isWaiting = previous?.lastAttempt.phase === 2
    if (this.#isWaiting) (previous as Connection).next = this
    if (reconnect || heartbeat)
      this.#unwatch = hostPlatform.network?.watch(() => this.lastAttempt.wake())
    const abort = (): void => this.disconnect(1000, '')
    this.#unbind = signal && listen(signal, 'abort', abort)
    if (signal?.aborted) abort()
    else if (!this.#isWaiting) void this.lastAttempt.start()
  }

  /** False if the message can neither leave nor wait. */
  send(data: SendData): boolean {
    return this.lastAttempt.phase < 2 && this.outbox.send(data)
  }

  disconnect(code: number, reason: string): void {
    if (this.lastAttempt.phase < 2) this.emitter.tell()
    this.isDisconnected = true
    this.outcome.inbox?.dropAll()
    // Taken back before it began: the final ONCLOSE of the connection before is this one's too.
    if (this.#isWaiting) this.lastAttempt.phase = 2
    else this.lastAttempt.disconnect(code, reason)
  }

  onEnd(ending: Ending, error: WebSocketsError | undefined): void {
    const { hostPlatform, emitter, lastAttempt } = this
    const { reconnect } = this.baseRequest.options
    this.outcome.error = error
    if (error) emitter.dispatch(errorEventOf(error))
    const close: WebSocketsCloseEvent = {
      type: ONCLOSE,
      ...ending,
      willReconnect: false,
      unsent: NONE,
    }
    const retry =
      hostPlatform.clock.now() - (lastAttempt.openedAt as number) >= STABLE_AFTER
        ? 1
        : lastAttempt.ordinal
    if (
      reconnect &&
      !this.isDisconnected &&
      retry <= reconnect.attempts &&
      this.#mayRetry(reconnect, close, error)
    ) {
      const delay = delayOf(retry, hostPlatform.random(), reconnect, error?.retryAfter)
      this.lastAttempt = new Attempt(this, retry + 1, delay)
      this.outbox.settleDrains()
      emitter.tell()
      return emitter.dispatch({ ...close, willReconnect: true, delay })
    }
    this.#end(close)
  }

  /** The final close. */
  #end(event: WebSocketsCloseEvent): void {
    const { emitter } = this
    // Those that were taken back before they began end with this one; then the next begins.
    const ended: Connection[] = [this]
    let { next } = this
    for (; next?.isDisconnected; next = next.next) ended.push(next)
    if (next) next.#isWaiting = false
    const unsent = frozen(ended.flatMap(({ outbox }) => outbox.takeUnsent()))
    const close = { ...event, unsent }
    emitter.tell()
    for (const connection of ended) connection.#settle(close)
    emitter.dispatch(close)
    // A handler may have disconnected.
    if (next && !next.isDisconnected) void next.lastAttempt.start()
  }

  #settle(close: WebSocketsCloseEvent): void {
    this.#unwatch?.()
    this.#unbind?.()
    this.#isWaiting = false
    this.lastAttempt.phase = 3
    this.outbox.settleDrains(this.outcome.end(close, this.baseRequest.options.signal))
  }

  #mayRetry(
    reconnect: ReconnectSettings,
    close: WebSocketsCloseEvent,
    error: WebSocketsError | undefined,
  ): boolean {
    try {
      // A promise is no answer, it comes too late; and `shouldReconnect` may have called `disconnect`.
      const isRetry: unknown = reconnect.shouldReconnect({ ...close }, error && errorEventOf(error))
      return isRetry === true && !this.isDisconnected
    } catch (thrown) {
      this.hostPlatform.reportError(thrown)
      return false
    }
  }
}
