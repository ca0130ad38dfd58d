import type { WebSocketsError } from './errors.ts'

/** Where a client is: a new object only if something has changed. */
export interface WebSocketsStatus {
  /** As the client's. */
  readonly readyState: 0 | 1 | 2 | 3
  /** The number of the attempt under way, or of the last one: 1 for the first of a `connect`, 0 before that. */
  readonly attempt: number
  /** Milliseconds that the attempt waits before it starts; undefined once it has. */
  readonly delay: number | undefined
  /** Why the last attempt ended, until the next one opens; undefined if there was no error, or you asked for the end. */
  readonly error: WebSocketsError | undefined
}
