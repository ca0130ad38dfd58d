import { vi } from 'vitest'

/** A target that knows who listens. */
export class Listeners {
  readonly #target = new EventTarget()
  /** Types that are listened to, one entry a listener. */
  readonly active: string[] = []

  readonly addEventListener = (
    type: string,
    listener: (event: Event) => void,
    options?: AddEventListenerOptions,
  ): void => {
    this.active.push(type)
    this.#target.addEventListener(type, listener)
    options?.signal?.addEventListener('abort', () => this.removeEventListener(type, listener))
  }

  readonly removeEventListener = (type: string, listener: (event: Event) => void): void => {
    const at = this.active.indexOf(type)
    if (at >= 0) this.active.splice(at, 1)
    this.#target.removeEventListener(type, listener)
  }

  /** Dispatches an event with these keys. */
  emit(type: string, keys: object = {}): void {
    this.#target.dispatchEvent(Object.assign(new Event(type), keys))
  }
}

/** Makes the global object an event target, as in a page and in a worker. */
export function stubWindow(): Listeners {
  const listeners = new Listeners()
  vi.stubGlobal('addEventListener', listeners.addEventListener)
  vi.stubGlobal('removeEventListener', listeners.removeEventListener)
  return listeners
}

/** Makes a `document`, as in a page. */
export function stubDocument(keys: object = {}): Listeners {
  const listeners = new Listeners()
  vi.stubGlobal('document', Object.assign(listeners, keys))
  return listeners
}
