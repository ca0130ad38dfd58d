import type { WebSockets } from 'wsevent'

/** The shape of a listener's registration, with a page as with a client. */
interface Target {
  addEventListener(type: string, listener: unknown, options?: { signal?: AbortSignal }): void
  removeEventListener(type: string, listener: unknown): void
}

/** Counts what the page and all clients were given to hold, and which clients are still there. */
export class Traces {
  /** Listeners and watchers that were added, less those that were removed. */
  listeners = 0
  readonly #connected = new Set<WeakRef<WebSockets>>()

  constructor({ prototype }: typeof WebSockets) {
    for (const target of [window, document, prototype]) this.#countListeners(target)
    this.#countWatchers(prototype)
    const { connect } = prototype
    const keep = (ws: WebSockets): unknown => this.#connected.add(new WeakRef(ws))
    prototype.connect = function connectKept(this: WebSockets, ...parameters: never) {
      keep(this)
      Reflect.apply(connect, this, parameters)
    }
  }

  get clients(): number {
    return [...this.#connected].filter((client) => client.deref()).length
  }

  #countWatchers(prototype: WebSockets): void {
    const { subscribe } = prototype
    const count = (change: number): number => (this.listeners += change)
    prototype.subscribe = function subscribeCounted(this: WebSockets, onChange) {
      const end = Reflect.apply(subscribe, this, [onChange])
      count(1)
      return () => {
        count(-1)
        end()
      }
    }
  }

  #countListeners(target: Target): void {
    const { addEventListener: add, removeEventListener: remove } = target
    const held = new WeakMap<object, Set<unknown>>()
    const heldBy = (one: object): Set<unknown> => {
      const listeners = held.get(one) ?? new Set()
      held.set(one, listeners)
      return listeners
    }
    const drop = (one: object, listener: unknown): void => {
      if (heldBy(one).delete(listener)) this.listeners -= 1
    }
    const keep = (one: object, listener: unknown, signal?: AbortSignal): void => {
      if (!heldBy(one).has(listener)) this.listeners += 1
      heldBy(one).add(listener)
      signal?.addEventListener('abort', () => drop(one, listener))
    }
    target.addEventListener = function addCounted(this: Target, type, listener, options) {
      keep(this ?? target, listener, options?.signal)
      Reflect.apply(add, this, [type, listener, options])
    }
    target.removeEventListener = function removeCounted(this: Target, type, listener) {
      drop(this ?? target, listener)
      Reflect.apply(remove, this, [type, listener])
    }
  }
}
