type Callback = (event: Event) => unknown

interface Handler {
  value: object
  readonly listener: (event: Event) => void
}

/**
 * Event handlers (HTML, section 8.1.8.1): each is a listener from when it is first set, and keeps its place while others
 * take its turn.
 */
export class Handlers {
  readonly #target: EventTarget
  readonly #handlers = new Map<string, Handler>()

  constructor(target: EventTarget) {
    this.#target = target
  }

  get(type: string): object | null {
    return this.#handlers.get(type)?.value ?? null
  }

  /** What is no object counts as null. */
  set(type: string, value: unknown): void {
    const handler = this.#handlers.get(type)
    if (Object(value) !== value) this.#remove(type, handler)
    else if (handler) handler.value = value as object
    else this.#add(type, value as object)
  }

  #add(type: string, value: object): void {
    const listener = (event: Event): void => {
      const callback = handler.value
      if (typeof callback !== 'function') return
      if ((callback as Callback).call(this.#target, event) === false) event.preventDefault()
    }
    const handler: Handler = { value, listener }
    this.#handlers.set(type, handler)
    EventTarget.prototype.addEventListener.call(this.#target, type, listener)
  }

  #remove(type: string, handler: Handler | undefined): void {
    this.#handlers.delete(type)
    if (handler)
      EventTarget.prototype.removeEventListener.call(this.#target, type, handler.listener)
  }
}
