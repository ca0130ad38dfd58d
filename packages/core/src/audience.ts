import { WebSocketsError } from './errors.ts'
import type { WebSocketsCloseEvent, WebSocketsOpenEvent } from './events.ts'
import type { Inbox } from './inbox.ts'
import { Listeners } from './listeners.ts'
import { Outcome } from './outcome.ts'
import type { AbortSignalLike } from './rules.ts'

/** Everybody who hears of a client: its listeners, those who await its promises, and its loop. */
export class Audience extends Listeners {
  /** Of the current `connect`. */
  opened: Outcome<WebSocketsOpenEvent> = new Outcome()
  closed: Outcome<WebSocketsCloseEvent> = new Outcome()
  /** The loop over the messages, where there is one. */
  inbox: Inbox | undefined
  /** Why the last connection ended, where that was not asked for. */
  error: WebSocketsError | undefined

  /** A `connect` begins: what the promises told of the last one is over. */
  begin(): void {
    this.opened = new Outcome()
    if (this.closed.isSettled) this.closed = new Outcome()
  }

  onOpened(event: WebSocketsOpenEvent): void {
    this.opened.settle(event)
    this.dispatch(event)
  }

  /** The final close; `error` is why it came about, where it was not asked for. */
  onEnded(
    event: WebSocketsCloseEvent,
    error: WebSocketsError | undefined,
    signal: AbortSignalLike | undefined,
  ): void {
    this.error = error
    if (!this.opened.isSettled) {
      const init = signal?.aborted ? { cause: signal.reason } : undefined
      this.opened.settle(error ?? new WebSocketsError('ERR_ABORTED', '', init))
    }
    this.closed.settle(event)
    this.inbox?.end(error)
    this.inbox = undefined
    this.dispatch(event)
  }
}
