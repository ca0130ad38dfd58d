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

/** What an `AbortSignal` has of use here; named so that the types need neither `lib: dom` nor Node's. */
export interface AbortSignalLike {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

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
  readonly once: boolean
  isActive: boolean
  forget?: () => void
}

const TYPES: readonly unknown[] = [WSEVENT, ONOPEN, ONMESSAGE, ONCLOSE, ONERROR]

/** Whether a value can serve as an `AbortSignal`. */
export function isSignal(value: unknown): value is AbortSignalLike {
  const signal = value as AbortSignalLike | null | undefined
  return (
    typeof signal?.aborted === 'boolean' &&
    typeof signal.addEventListener === 'function' &&
    typeof signal.removeEventListener === 'function'
  )
}

function check(type: unknown, handler: unknown, options: unknown): void {
  if (!TYPES.includes(type) || typeof handler !== 'function') {
    throw new WebSocketsError('ERR_INVALID_LISTENER')
  }
  if (options === undefined) return
  if (typeof options !== 'object' || options === null) {
    throw new WebSocketsError('ERR_INVALID_OPTION', 'options')
  }
  const { once, signal } = options as Record<string, unknown>
  if (once !== undefined && typeof once !== 'boolean') {
    throw new WebSocketsError('ERR_INVALID_OPTION', 'once')
  }
  if (signal !== undefined && !isSignal(signal)) {
    throw new WebSocketsError('ERR_INVALID_OPTION', 'signal')
  }
}

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
    options?: ListenerOptions,
  ): void {
    check(type, handler, options)
    const signal = options?.signal
    if (signal?.aborted || this.#find(type, handler)) return
    const entry: Entry = { type, handler, once: options?.once === true, isActive: true }
    if (signal) {
      const onAbort = (): void => this.remove(type, handler)
      signal.addEventListener('abort', onAbort, { once: true })
      entry.forget = () => signal.removeEventListener('abort', onAbort)
    }
    this.#entries = this.#entries.concat(entry)
  }

  /** Removes a pair; an unknown one is ignored. */
  remove(type: unknown, handler: unknown): void {
    const entry = this.#find(type, handler)
    if (!entry) return
    entry.isActive = false
    entry.forget?.()
    this.#entries = this.#entries.filter((other) => other !== entry)
  }

  /** Calls the handlers in the order added; what one throws is reported, and the others still run. */
  dispatch(event: WebSocketsEvent): void {
    for (const entry of this.#entries) {
      if (!entry.isActive || (entry.type !== WSEVENT && entry.type !== event.type)) continue
      if (entry.once) this.remove(entry.type, entry.handler)
      try {
        entry.handler.call(this.#target, event as never)
      } catch (error) {
        this.#report(error)
      }
    }
  }

  #find(type: unknown, handler: unknown): Entry | undefined {
    return this.#entries.find((entry) => entry.type === type && entry.handler === handler)
  }
}
