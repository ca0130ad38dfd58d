import { WebSocketsError } from './errors.ts'
import {
  ONCLOSE,
  ONERROR,
  ONMESSAGE,
  ONOPEN,
  WSEVENT,
  type WebSocketsEvent,
  type WebSocketsEventMap,
} from './events.ts'
import { isBoolean, isSignal, obey, type AbortSignalLike, type Rules } from './rules.ts'

/** Options of `addEventListener`. */
export interface ListenerOptions {
  /** Hear one event, then be removed. @defaultValue false */
  readonly once?: boolean | undefined
  /** Be removed when this aborts; already aborted, the listener is not added. */
  readonly signal?: AbortSignalLike | undefined
}

type Handler = (event: never) => void

interface Entry {
  readonly type: string
  readonly handler: Handler
  readonly once: boolean | undefined
  readonly signal: AbortSignalLike | undefined
  readonly onAbort: (() => void) | undefined
}

const RULES: Rules = { once: isBoolean, signal: isSignal }

/** The registry: copied on each change, so that a dispatch under way reads a list that stays as it was. */
export class Listeners {
  readonly #report: (error: unknown) => void
  readonly #target: unknown
  #entries: readonly Entry[] = []

  /** @param target - what `this` is in a handler that is a plain function, as in the W3C API */
  constructor(report: (error: unknown) => void, target?: unknown) {
    this.#report = report
    this.#target = target
  }

  /** Adds a pair once; @throws `ERR_INVALID_LISTENER`, `ERR_INVALID_OPTION`. */
  add<Type extends keyof WebSocketsEventMap>(
    type: Type,
    handler: (event: WebSocketsEventMap[Type]) => void,
    options: ListenerOptions = {},
  ): void {
    const isType = [WSEVENT, ONOPEN, ONMESSAGE, ONCLOSE, ONERROR].includes(type)
    if (!isType || typeof handler !== 'function') throw new WebSocketsError('ERR_INVALID_LISTENER')
    const { once, signal }: ListenerOptions = obey(options, [RULES])
    if (signal?.aborted || this.#find(type, handler)) return
    const onAbort = signal && ((): void => this.remove(type, handler))
    signal?.addEventListener('abort', onAbort as () => void)
    this.#entries = [...this.#entries, { type, handler, once, signal, onAbort }]
  }

  /** Removes a pair; an unknown one is ignored. */
  remove(type: unknown, handler: unknown): void {
    const entry = this.#find(type, handler)
    entry?.signal?.removeEventListener('abort', entry.onAbort as () => void)
    this.#entries = this.#entries.filter((other) => other !== entry)
  }

  /** Calls the handlers in the order added; what one throws is reported, and the others still run. */
  dispatch(event: WebSocketsEvent): void {
    const entries = this.#entries
    for (const entry of entries) {
      const { type, handler, once } = entry
      if (type !== WSEVENT && type !== event.type) continue
      // One that was removed meanwhile hears nothing more.
      if (entries !== this.#entries && !this.#entries.includes(entry)) continue
      if (once) this.remove(type, handler)
      try {
        handler.call(this.#target, event as never)
      } catch (error) {
        this.#report(error)
      }
    }
  }

  #find(type: unknown, handler: unknown): Entry | undefined {
    return this.#entries.find((entry) => entry.type === type && entry.handler === handler)
  }
}
