import type { ErrorCode, WebSocketsError } from './errors.ts'

/** The least delay before a retry, in milliseconds. */
export const MIN_DELAY = 1000
/** The greatest delay before a retry, in milliseconds. */
export const MAX_DELAY = 30_000
/** How long a connection must have been open, in milliseconds, for the count of retries to start anew. */
export const STABLE_AFTER = 5000

// The codes by which a peer says that trying again is of no use (RFC 6455, section 7.4.1).
const FINAL_CODES: readonly number[] = [1000, 1002, 1003, 1007, 1008, 1009, 1010]
// What another attempt would meet again; a message beyond the limit is this side's 1009.
const FINAL_ERRORS: readonly ErrorCode[] = ['ERR_TLS_FAILED', 'ERR_BLOCKED', 'ERR_MESSAGE_TOO_BIG']
// Request Timeout, Too Early, Too Many Requests: the 4xx that mean "later" (RFC 9110, RFC 8470, RFC 6585).
const LATER_STATUSES: readonly number[] = [408, 425, 429]

/** What is done where no `shouldReconnect` is given. */
export function mayRetry(code: number, error: WebSocketsError | undefined): boolean {
  if (error && FINAL_ERRORS.includes(error.code)) return false
  const status = error?.status
  if (status !== undefined) return status >= 500 || LATER_STATUSES.includes(status)
  return !FINAL_CODES.includes(code) && !(code >= 4000 && code <= 4999)
}

/**
 * The delay before retry number `retry` (1 for the first), in milliseconds: exponential with full jitter,
 * drawn evenly between `minDelay` and `minDelay · 2^retry`, at most `maxDelay`.
 * See https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoff(
  retry: number,
  random: number,
  { minDelay = MIN_DELAY, maxDelay = MAX_DELAY }: { minDelay?: number | undefined; maxDelay?: number | undefined },
): number {
  const least = Math.min(minDelay, maxDelay)
  const ceiling = Math.min(maxDelay, least * 2 ** retry)
  return Math.round(least + random * (ceiling - least))
}
