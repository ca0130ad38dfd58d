import type { WebSocketsCloseEvent, WebSocketsErrorEvent } from './events.ts'

/** The least delay before a retry, in milliseconds. */
export const MIN_DELAY = 1000
/** The greatest delay before a retry, in milliseconds. */
export const MAX_DELAY = 30_000
/** The longest wait, in milliseconds, that a server may ask for. */
export const MAX_RETRY_AFTER = 3_600_000
/** How long a connection must have been open, in milliseconds, for the count of retries to start anew. */
export const STABLE_AFTER = 5000

// Request Timeout, Too Early, Too Many Requests: the 4xx that mean "later" (RFC 9110, RFC 8470, RFC 6585).
const LATER = [408, 425, 429]

/** The default of `shouldReconnect`. */
export function mayRetry(
  { code }: Pick<WebSocketsCloseEvent, 'code'>,
  error?: Pick<WebSocketsErrorEvent, 'code' | 'status'>,
): boolean {
  // Its own: a polluted Object.prototype has none.
  const status = __NODE__ && error && Object.hasOwn(error, 'status') && error.status
  if (status) return status >= 500 || LATER.includes(status)
  const final = ['ERR_BLOCKED', 'ERR_MESSAGE_TOO_BIG', ...(__NODE__ ? ['ERR_TLS_FAILED'] : [])]
  if (error && final.includes(error.code)) return false
  // Those by which a peer says that another attempt would fare no better (RFC 6455, section 7.4.1).
  return code < 4000 && ![1000, 1002, 1003, 1007, 1008, 1009, 1010].includes(code)
}

/**
 * The delay before retry number `retry` (1 for the first), in milliseconds: exponential with full jitter, drawn evenly
 * from `minDelay` to `minDelay + minDelay · 2^(retry + 1)`, at most `maxDelay`; and not before `retryAfter`.
 * See https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ and docs/decisions/0005.
 */
export function delayOf(
  retry: number,
  random: number,
  // A bound that is given moves the other's default out of its way.
  {
    minDelay = MIN_DELAY,
    maxDelay = Math.max(MAX_DELAY, minDelay),
  }: { readonly minDelay?: number | undefined; readonly maxDelay?: number | undefined },
  retryAfter = 0,
): number {
  const least = Math.min(minDelay, maxDelay)
  // The range is cut, not the draw, or a herd would gather at maxDelay.
  const delay = Math.round(least + random * Math.min(maxDelay - least, least * 2 ** (retry + 1)))
  return __NODE__ ? Math.max(delay, Math.min(retryAfter, MAX_RETRY_AFTER)) : delay
}
