import { NONE } from './data.ts'
import { misuse } from './errors.ts'
import {
  ONCLOSE,
  ONERROR,
  ONMESSAGE,
  ONOPEN,
  WSEVENT,
  type SendData,
  type WebSocketsEvent,
  type WebSocketsEventMap,
} from './events.ts'
import { listen } from './listen.ts'
import { option, SIGNAL, validate, type AbortSignalLike } from './validate.ts'

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
  /** Listens no more to the signal, if there is one. */
  readonly unbind: (() => void) | undefined
}

/** A message on its way out. */
export interface SentMessage {
  /** Absent for a heartbeat's message, which counts as buffered and is never reported. */
  readonly data?: SendData
  /** Payload bytes, where there is a queue. */
  readonly size?: number
}

/** What a watcher sees besides the state and the events. */
export type WatchRecord =
  /** A message that was sent, and where it stands; the same object each time. */
  | { readonly type: 'waiting' | 'handed' | 'left'; readonly message: SentMessage }
  | { readonly type: 'probe' }
  /** The answer to a probe, after milliseconds. */
  | { readonly type: 'answer'; readonly roundTrip: number }

/** Called in a microtask with each record; without one, the client's `status` may have changed. */
export type Watcher = (record?: WatchRecord) => void

/** Everyone who hears of a client: the listeners of its events, and those who watch it. */
export class Emitter {
  /** Copied on each change. */
  watchers: readonly Watcher[] = NONE
  readonly #report: (error: unknown) => void
  readonly #target: unknown
  // Copied on each change, so that a dispatch under way keeps its list.
  #listeners: readonly Listener[] = NONE

  /** @param target - what `this` is in a handler, as in the W3C API */
  constructor(report: (error: unknown) => void, target: unknown) {
    this.#report = report
    this.#target = target
  }

  /** Adds a listener once; @throws `ERR_INVALID_LISTENER`, `ERR_INVALID_OPTION`. */
  addHandler<Type extends keyof WebSocketsEventMap>(
    type: Type,
    handler: (event: WebSocketsEventMap[Type]) => void,
    options: ListenerOptions = {},
  ): void {
    const isType = [WSEVENT, ONOPEN, ONMESSAGE, ONCLOSE, ONERROR].includes(type)
    if (!isType || typeof handler !== 'function')
      throw misuse('ERR_INVALID_LISTENER', '', { type, handler })
    const { once, signal }: ListenerOptions = validate(options, {
      once: option((value) => typeof value === 'boolean', undefined, 'a boolean'),
      signal: SIGNAL,
    })
    if (signal?.aborted || this.#find(type, handler)) return
    const unbind = signal && listen(signal, 'abort', () => this.removeHandler(type, handler))
    // By a spread, V8 makes room for sixteen more.
    this.#listeners = this.#listeners.concat({ type, handler, once, unbind })
  }

  /** Removes a listener; an unknown one is ignored. */
  removeHandler(type: unknown, handler: unknown): void {
    const listener = this.#find(type, handler)
    listener?.unbind?.()
    this.#listeners = this.#listeners.filter((other) => other !== listener)
  }

  /**
   * @param isForStatus - whether it is told of changes alone
   * @returns what ends it
   * @throws `ERR_INVALID_LISTENER`
   */
  watch(watcher: Watcher, isForStatus?: boolean): () => void {
    if (typeof watcher !== 'function')
      throw misuse('ERR_INVALID_LISTENER', isForStatus ? 'subscribe' : 'watch', {
        handler: watcher,
      })
    // The same function may watch twice.
    const own: Watcher = (record) => {
      if (!record || !isForStatus) watcher(record)
    }
    this.watchers = this.watchers.concat(own)
    return () => {
      this.watchers = this.watchers.filter((other) => other !== own)
    }
  }

  /**
   * Tells the watchers, in a microtask: a watcher may call anything, and whoever tells is between two states. Without a
   * record, the client's state has changed.
   */
  tell(record?: WatchRecord): void {
    if (this.watchers.length) void this.#tellSoon(record)
  }

  async #tellSoon(record: WatchRecord | undefined): Promise<void> {
    await Promise.resolve()
    for (const watcher of this.watchers)
      if (this.watchers.includes(watcher)) this.#call(watcher, record)
  }

  /** Calls the handlers in the order added; what one throws is reported, and the others still run. */
  dispatch(event: WebSocketsEvent): void {
    const listeners = this.#listeners
    for (const listener of listeners) {
      const { type, handler, once } = listener
      if (type !== WSEVENT && type !== event.type) continue
      // Removed by an earlier handler of this event: it hears nothing more.
      if (listeners !== this.#listeners && !this.#listeners.includes(listener)) continue
      if (once) this.removeHandler(type, handler)
      this.#call(handler, event)
    }
  }

  #call(handler: (argument: never) => void, argument: unknown): void {
    try {
      handler.call(this.#target, argument as never)
    } catch (error) {
      this.#report(error)
    }
  }

  #find(type: unknown, handler: unknown): Listener | undefined {
    return this.#listeners.find((other) => other.type === type && other.handler === handler)
  }
}
