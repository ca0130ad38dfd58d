import { Attempt, type AttemptOwner, type Ending } from './attempt.ts'
import type { Emitter } from './emitter.ts'
import { errorEventOf, type WebSocketsError } from './errors.ts'
import { ONCLOSE, type SendData, type WebSocketsCloseEvent } from './events.ts'
import type { ReconnectSettings, Request } from './options.ts'
import { NONE, Outbox } from './outbox.ts'
import { delayOf, STABLE_AFTER } from './retry.ts'
import type { Platform } from './transport.ts'

/** All that follows from one `connect`: its attempts, one at a time, and its final close. */
export class Connection implements AttemptOwner {
  readonly emitter: Emitter
  readonly platform: Platform
  readonly request: Request
  readonly outbox: Outbox
  /** The URI without credentials, of the last connection until this one's is known. */
  url: string
  /** The attempt under way, or the last one. */
  attempt: Attempt = new Attempt(this, 1)
  // Whether the user asked for the end.
  #isDisconnected = false
  readonly #unwatch: (() => void) | undefined

  /** Starts the first attempt. */
  constructor(emitter: Emitter, platform: Platform, request: Request, url: string) {
    const { signal, reconnect, heartbeat } = request.options
    const network = reconnect || heartbeat ? platform.network : undefined
    this.emitter = emitter
    this.platform = platform
    this.request = request
    this.url = url
    this.outbox = new Outbox(request.options, platform)
    if (signal || network) {
      const onAbort = (): void => this.disconnect(1000, '')
      const unwatch = network?.watch(() => this.attempt.wake?.())
      signal?.addEventListener('abort', onAbort)
      this.#unwatch = () => {
        unwatch?.()
        signal?.removeEventListener('abort', onAbort)
      }
    }
    if (signal?.aborted) this.disconnect(1000, '')
    else void this.attempt.start()
  }

  /** False if the message can neither leave nor wait. */
  send(data: SendData): boolean {
    return this.attempt.readyState < 2 && this.outbox.send(data)
  }

  disconnect(code: number, reason: string): void {
    this.#isDisconnected = true
    this.emitter.inbox?.discard()
    this.attempt.disconnect(code, reason)
  }

  onEnd(ending: Ending, error: WebSocketsError | undefined): void {
    const { platform, emitter, request, attempt } = this
    const { reconnect, signal } = request.options
    if (error) emitter.emit(errorEventOf(error))
    const close: WebSocketsCloseEvent = {
      type: ONCLOSE,
      ...ending,
      willReconnect: false,
      unsent: NONE,
    }
    const retry = platform.clock.now() - attempt.openedAt >= STABLE_AFTER ? 1 : attempt.number
    if (reconnect && retry <= reconnect.attempts && this.#mayRetry(reconnect, close, error)) {
      const delay = delayOf(retry, platform.random(), reconnect, error?.retryAfter)
      this.attempt = new Attempt(this, retry + 1)
      this.attempt.wait(delay)
      return emitter.emit({ ...close, willReconnect: true, delay })
    }
    this.#unwatch?.()
    attempt.readyState = 3
    emitter.end({ ...close, unsent: this.outbox.takeUnsent() }, error, signal)
  }

  #mayRetry(
    reconnect: ReconnectSettings,
    close: WebSocketsCloseEvent,
    error: WebSocketsError | undefined,
  ): boolean {
    try {
      // A promise is no answer, it comes too late; and `shouldReconnect` may have called `disconnect`.
      const answer: unknown =
        !this.#isDisconnected &&
        reconnect.shouldReconnect({ ...close }, error && errorEventOf(error))
      return answer === true && !this.#isDisconnected
    } catch (thrown) {
      this.platform.reportError(thrown)
      return false
    }
  }
}
