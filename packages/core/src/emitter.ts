import { Deferred } from './deferred.ts'
import { misuse, WebSocketsError } from './errors.ts'
import {
  ONCLOSE,
  ONERROR,
  ONMESSAGE,
  ONOPEN,
  WSEVENT,
  type WebSocketsCloseEvent,
  type WebSocketsEvent,
  type WebSocketsEventMap,
  type WebSocketsOpenEvent,
} from './events.ts'
import type { Inbox } from './inbox.ts'
import { isBoolean, isSignal, option, validate, type AbortSignalLike } from './validate.ts'

/** Options of `addEventListener`. */
export interface ListenerOptions {
  /** Hear one event, then be removed. @defaultValue false */
  readonly once?: boolean | undefined
  /** Be removed when this aborts; if it already has, the listener is not added. */
  readonly signal?: AbortSignalLike | undefined
}

interface Listener {
  readonly type: string
  readonly handler: (event: never) => void
  readonly once: boolean | undefined
  readonly signal: AbortSignalLike | undefined
  readonly onAbort: () => void
}

const LISTENER_OPTIONS = {
  once: option(isBoolean, undefined, 'a boolean'),
  signal: option(isSignal, undefined, 'an AbortSignal'),
}

/** Everyone who hears of a client's events: its listeners, its two promises, and its `for await` loop. */
export class Emitter {
  /** Of the current `connect`, as is `closed`. */
  opened: Deferred<WebSocketsOpenEvent> = new Deferred()
  closed: Deferred<WebSocketsCloseEvent> = new Deferred()
  /** The loop over the messages, while there is one. */
  inbox: Inbox | undefined
  /** Why the last connection ended, unless the user asked for that. */
  error: WebSocketsError | undefined
  readonly #report: (error: unknown) => void
  readonly #target: unknown
  // Copied on each change, so that a dispatch under way keeps its list.
  #listeners: readonly Listener[] = []

  /** @param target - what `this` is in a handler, as in the W3C API */
  constructor(report: (error: unknown) => void, target: unknown) {
    this.#report = report
    this.#target = target
  }

  /** Adds a listener once; @throws `ERR_INVALID_LISTENER`, `ERR_INVALID_OPTION`. */
  add<Type extends keyof WebSocketsEventMap>(
    type: Type,
    handler: (event: WebSocketsEventMap[Type]) => void,
    options: ListenerOptions = {},
  ): void {
    const isType = [WSEVENT, ONOPEN, ONMESSAGE, ONCLOSE, ONERROR].includes(type)
    if (!isType || typeof handler !== 'function')
      throw misuse('ERR_INVALID_LISTENER', '', { type, handler })
    const { once, signal }: ListenerOptions = validate(options, LISTENER_OPTIONS)
    if (signal?.aborted || this.#find(type, handler)) return
    const onAbort = (): void => this.remove(type, handler)
    signal?.addEventListener('abort', onAbort)
    this.#listeners = [...this.#listeners, { type, handler, once, signal, onAbort }]
  }

  /** Removes a listener; an unknown one is ignored. */
  remove(type: unknown, handler: unknown): void {
    const listener = this.#find(type, handler)
    listener?.signal?.removeEventListener('abort', listener.onAbort)
    this.#listeners = this.#listeners.filter((other) => other !== listener)
  }

  /** A `connect` begins: the outcome of the last one is history. */
  begin(): void {
    this.opened = new Deferred()
    if (this.closed.isSettled) this.closed = new Deferred()
  }

  open(event: WebSocketsOpenEvent): void {
    this.opened.settle(event)
    this.emit(event)
  }

  /** The final close; `error` is why, unless the user asked for it. */
  end(event: WebSocketsCloseEvent, error?: WebSocketsError, signal?: AbortSignalLike): void {
    this.error = error
    if (!this.opened.isSettled) {
      const init = signal?.aborted ? { cause: signal.reason } : undefined
      this.opened.settle(error ?? new WebSocketsError('ERR_ABORTED', '', init))
    }
    this.closed.settle(event)
    this.inbox?.end(error)
    this.inbox = undefined
    this.emit(event)
  }

  /** Calls the handlers in the order added; what one throws is reported, and the others still run. */
  emit(event: WebSocketsEvent): void {
    const listeners = this.#listeners
    for (const listener of listeners) {
      const { type, handler, once } = listener
      if (type !== WSEVENT && type !== event.type) continue
      // Removed by an earlier handler of this event: it hears nothing more.
      if (listeners !== this.#listeners && !this.#listeners.includes(listener)) continue
      if (once) this.remove(type, handler)
      try {
        handler.call(this.#target, event as never)
      } catch (error) {
        this.#report(error)
      }
    }
  }

  #find(type: unknown, handler: unknown): Listener | undefined {
    return this.#listeners.find((other) => other.type === type && other.handler === handler)
  }
}
