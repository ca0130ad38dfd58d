import { errorEventOf, type ErrorCode, type WebSocketsError } from './errors.ts'
import type { WebSocketsCloseEvent } from './events.ts'
import type { ReconnectOptions } from './options.ts'
import type { Platform } from './transport.ts'

/** The least delay before a retry, in milliseconds. */
export const MIN_DELAY = 1000
/** The greatest delay before a retry, in milliseconds. */
export const MAX_DELAY = 30_000
/** How long a connection must have been open, in milliseconds, for the count of retries to start anew. */
export const STABLE_AFTER = 5000

type Delays = Pick<ReconnectOptions, 'minDelay' | 'maxDelay'>

// The codes by which a peer says that trying again is of no use (RFC 6455, section 7.4.1).
const FINAL_CODES: readonly number[] = [1000, 1002, 1003, 1007, 1008, 1009, 1010]
// What another attempt would meet again.
const FINAL_ERRORS: readonly ErrorCode[] = ['ERR_TLS_FAILED', 'ERR_BLOCKED']
// Request Timeout, Too Early, Too Many Requests: the 4xx that mean "later" (RFC 9110, RFC 8470, RFC 6585).
const LATER_STATUSES: readonly number[] = [408, 425, 429]

/** What is done where no `shouldReconnect` is given. */
export function mayRetry(code: number, error: WebSocketsError | undefined): boolean {
  if (error && FINAL_ERRORS.includes(error.code)) return false
  const status = error?.status
  if (status !== undefined) return status >= 500 || LATER_STATUSES.includes(status)
  return !FINAL_CODES.includes(code) && !(code >= 4000 && code <= 4999)
}

/** The bounds of the delay: one that is given moves the other's default out of its way. */
function boundsOf({ minDelay, maxDelay }: Delays): { least: number; most: number } {
  const least = minDelay ?? Math.min(MIN_DELAY, maxDelay ?? MIN_DELAY)
  return { least, most: maxDelay ?? Math.max(MAX_DELAY, least) }
}

/**
 * The delay before retry number `retry` (1 for the first), in milliseconds: exponential with full jitter,
 * drawn evenly between `minDelay` and `minDelay · 2^retry`, at most `maxDelay`.
 * See https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoff(retry: number, random: number, delays: Delays): number {
  const { least, most } = boundsOf(delays)
  return Math.round(least + random * (Math.min(most, least * 2 ** retry) - least))
}

/** Decides, for one `connect`, whether and when there is another attempt. */
export class Retry {
  readonly #options: ReconnectOptions
  readonly #platform: Platform
  #count = 0
  #openedAt: number | undefined

  constructor(options: ReconnectOptions, platform: Platform) {
    this.#options = options
    this.#platform = platform
  }

  /** The number of the attempt that is under way: 1 for the first. */
  get attempt(): number {
    return this.#count + 1
  }

  opened(): void {
    this.#openedAt = this.#platform.clock.now()
  }

  /** Milliseconds until the next attempt; nothing where there is to be none. */
  next(close: WebSocketsCloseEvent, error: WebSocketsError | undefined): number | undefined {
    const { clock, network, random } = this.#platform
    const isStable = this.#openedAt !== undefined && clock.now() - this.#openedAt >= STABLE_AFTER
    this.#openedAt = undefined
    if (isStable) this.#count = 0
    if (this.#count >= (this.#options.attempts ?? Infinity)) return undefined
    if (!this.#isWanted(close, error)) return undefined
    this.#count += 1
    // Without a network a retry is only a last resort: its return tries at once.
    const isOffline = network?.isOffline() === true
    const delay = isOffline
      ? backoff(Infinity, 1, this.#options)
      : backoff(this.#count, random(), this.#options)
    return Math.max(delay, error?.retryAfter ?? 0)
  }

  #isWanted(close: WebSocketsCloseEvent, error: WebSocketsError | undefined): boolean {
    const { shouldReconnect } = this.#options
    if (!shouldReconnect) return mayRetry(close.code, error)
    try {
      // A promise is no answer: it comes too late.
      const answer: unknown = shouldReconnect(close, error && errorEventOf(error))
      return answer === true
    } catch (thrown) {
      this.#platform.reportError(thrown)
      return false
    }
  }
}
