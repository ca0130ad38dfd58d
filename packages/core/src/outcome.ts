import { Deferred } from './deferred.ts'
import { WebSocketsError } from './errors.ts'
import type { WebSocketsCloseEvent, WebSocketsOpenEvent } from './events.ts'
import type { Inbox } from './inbox.ts'
import type { AbortSignalLike } from './validate.ts'

/** What a caller can wait for after one `connect`: its two promises, and the loop over its messages. */
export class Outcome {
  readonly opened: Deferred<WebSocketsOpenEvent> = new Deferred()
  /** The running loop's messages. */
  inbox: Inbox | undefined
  /** Why the last attempt ended, until the next one opens; undefined if there was no error, or the user asked for the end. */
  error: WebSocketsError | undefined
  #closed: Deferred<WebSocketsCloseEvent> | undefined

  get closed(): Deferred<WebSocketsCloseEvent> {
    this.#closed ??= new Deferred()
    return this.#closed
  }

  /** Settles all that waits, at the final close; returns what a promise that is not settled yet rejects with. */
  end(event: WebSocketsCloseEvent, signal: AbortSignalLike | undefined): WebSocketsError {
    const { error } = this
    const init = signal?.aborted ? { cause: signal.reason } : undefined
    const why = error ?? new WebSocketsError('ERR_ABORTED', '', init)
    this.opened.settle(why)
    this.closed.settle(event)
    this.inbox?.end(error)
    this.inbox = undefined
    return why
  }
}
