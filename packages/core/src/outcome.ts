import { Deferred } from './deferred.ts'
import { WebSocketsError } from './errors.ts'
import type { WebSocketsCloseEvent, WebSocketsOpenEvent } from './events.ts'
import type { Inbox } from './inbox.ts'
import type { AbortSignalLike } from './validate.ts'

/** What a caller can wait for after one `connect`: its two promises, and the loop over its messages. */
export class Outcome {
  /** The running loop's messages. */
  declare inbox?: Inbox | undefined
  /** Why the last attempt ended, until the next one opens; undefined if there was no error, or the user asked for the end. */
  declare error?: WebSocketsError | undefined
  // Made when they are asked for: an idle connection has none, and whoever never asks never gets an unhandled rejection.
  #opened: Deferred<WebSocketsOpenEvent> | undefined
  #closed: Deferred<WebSocketsCloseEvent> | undefined
  // What `opened` is settled with.
  #first: WebSocketsOpenEvent | WebSocketsError | undefined

  get opened(): Promise<WebSocketsOpenEvent> {
    this.#opened ??= new Deferred()
    if (this.#first) this.#opened.settle(this.#first)
    return this.#opened.promise
  }

  get closed(): Promise<WebSocketsCloseEvent> {
    return (this.#closed ??= new Deferred()).promise
  }

  /** Settles `opened`; only the first call counts. */
  settle(first: WebSocketsOpenEvent | WebSocketsError): void {
    this.#first ??= first
    this.#opened?.settle(this.#first)
  }

  /** Settles all that waits, at the final close; returns what a promise that is not settled yet rejects with. */
  end(event: WebSocketsCloseEvent, signal: AbortSignalLike | undefined): WebSocketsError {
    const { error } = this
    const init = signal?.aborted ? { cause: signal.reason } : undefined
    const why = error ?? new WebSocketsError('ERR_ABORTED', '', init)
    this.settle(why)
    const closed = (this.#closed ??= new Deferred())
    closed.settle(event)
    this.inbox?.end(error)
    this.inbox = undefined
    return why
  }
}
