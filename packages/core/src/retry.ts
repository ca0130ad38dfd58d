import { CAN_TELL } from './abilities.ts'
import { errorEventOf, type WebSocketsError } from './errors.ts'
import type { WebSocketsCloseEvent, WebSocketsErrorEvent } from './events.ts'
import type { ReconnectOptions } from './options.ts'
import type { Platform } from './transport.ts'

/** The least delay before a retry, in milliseconds. */
export const MIN_DELAY = 1000
/** The greatest delay before a retry, in milliseconds. */
export const MAX_DELAY = 30_000
/** How long a connection must have been open, in milliseconds, for the count of retries to start anew. */
export const STABLE_AFTER = 5000

/** What is done where no `shouldReconnect` is given. */
export function mayRetry(
  { code }: Pick<WebSocketsCloseEvent, 'code'>,
  error: Partial<WebSocketsErrorEvent> = {},
): boolean {
  const { status } = error
  // Request Timeout, Too Early, Too Many Requests: the 4xx that mean "later" (RFC 9110, RFC 8470, RFC 6585).
  if (CAN_TELL && status) return status >= 500 || [408, 425, 429].includes(status)
  // What another attempt would meet again, and the codes by which a peer says so (RFC 6455, section 7.4.1).
  return !/TLS_FAILED|BLOCKED|^(100[0237-9]|1010|4...)$/m.test(`${error.code}\n${code}`)
}

/**
 * The delay before retry number `retry` (1 for the first), in milliseconds: exponential with full jitter,
 * drawn evenly between `minDelay` and `minDelay · 2^retry`, at most `maxDelay`.
 * See https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoff(
  retry: number,
  random: number,
  { minDelay, maxDelay }: Pick<ReconnectOptions, 'minDelay' | 'maxDelay'>,
): number {
  // A bound that is given moves the other's default out of its way.
  const least = minDelay ?? Math.min(MIN_DELAY, maxDelay ?? MIN_DELAY)
  const most = maxDelay ?? Math.max(MAX_DELAY, least)
  return Math.round(least + random * (Math.min(most, least * 2 ** retry) - least))
}

/** Decides, for one `connect`, whether and when there is another attempt. */
export class Retry {
  /** The number of the attempt that is under way: 1 for the first. */
  attempt = 1
  readonly #options: ReconnectOptions
  readonly #platform: Platform
  #openedAt = NaN

  constructor(options: ReconnectOptions, platform: Platform) {
    this.#options = options
    this.#platform = platform
  }

  /** The attempt opened. */
  opened(): void {
    this.#openedAt = this.#platform.clock.now()
  }

  /** Milliseconds until the next attempt; nothing where there is to be none. */
  next(close: WebSocketsCloseEvent, error?: WebSocketsError): number | undefined {
    const { clock, network, random } = this.#platform
    const { attempts = Infinity } = this.#options
    if (clock.now() - this.#openedAt >= STABLE_AFTER) this.attempt = 1
    this.#openedAt = NaN
    if (this.attempt > attempts || !this.#isWanted(close, error)) return undefined
    // Without a network a retry is only a last resort: its return tries at once.
    const delay = network?.isOffline()
      ? backoff(Infinity, 1, this.#options)
      : backoff(this.attempt, random(), this.#options)
    this.attempt += 1
    return CAN_TELL ? Math.max(delay, error?.retryAfter ?? 0) : delay
  }

  #isWanted(close: WebSocketsCloseEvent, error: WebSocketsError | undefined): boolean {
    const { shouldReconnect = mayRetry } = this.#options
    try {
      // A promise is no answer: it comes too late.
      return (shouldReconnect(close, error && errorEventOf(error)) as unknown) === true
    } catch (thrown) {
      this.#platform.reportError(thrown)
      return false
    }
  }
}
