import { expose } from './interface.ts'

type Data = string | ArrayBuffer | Blob

const NO_PORTS: readonly never[] = Object.freeze([])

/**
 * A `MessageEvent` with a plain `Event` behind it. The platform's own constructor takes longer than the dispatch: 0.7 µs
 * on Node from version 22 on, as much as all the rest of a message, and in Chromium three times what this one takes.
 */
class LeanMessageEvent extends Event {
  readonly #data: Data
  readonly #origin: string

  constructor(data: Data, origin: string) {
    super('message')
    this.#data = data
    this.#origin = origin
  }

  get data(): Data {
    return this.#data
  }

  get origin(): string {
    return this.#origin
  }

  get lastEventId(): string {
    return ''
  }

  get source(): null {
    return null
  }

  get ports(): readonly never[] {
    return NO_PORTS
  }
}

const { prototype } = LeanMessageEvent
// What an engine has beyond the standard asks for an event of its own class.
const blank = new MessageEvent('message', { data: null })
const members = Object.getOwnPropertyDescriptors(MessageEvent.prototype)
for (const [name, { get }] of Object.entries(members))
  if (get && !Object.hasOwn(prototype, name))
    Object.defineProperty(prototype, name, {
      get: () => Reflect.get(blank, name) as unknown,
      configurable: true,
    })

expose(LeanMessageEvent, 'MessageEvent', 1)
// Whoever asks for its class or its constructor finds the runtime's.
Object.setPrototypeOf(prototype, MessageEvent.prototype)
Reflect.deleteProperty(prototype, 'constructor')

/** What a message is dispatched as. */
export function messageEvent(data: Data, origin: string): Event {
  return new LeanMessageEvent(data, origin)
}
