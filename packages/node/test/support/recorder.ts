import { onTestFinished } from 'vitest'
import {
  ONCLOSE,
  ONERROR,
  ONMESSAGE,
  ONOPEN,
  WSEVENT,
  WebSockets,
  type ConnectOptions,
  type WebSocketsEvent,
  type WebSocketsEventMap,
} from '../../src/index.ts'

type EventType = Exclude<keyof WebSocketsEventMap, typeof WSEVENT>
type Uri = Parameters<WebSockets['connect']>[0]

/** A client and all that it told; it is disconnected when the test ends. */
export class Recorder {
  readonly client = new WebSockets()
  readonly events: WebSocketsEvent[] = []
  readonly #wakers: (() => void)[] = []

  constructor() {
    this.client.addEventListener(WSEVENT, (event) => {
      this.events.push(event)
      for (const wake of this.#wakers.splice(0)) wake()
    })
    onTestFinished(() => this.client.disconnect())
  }

  /** Types in the order of the events. */
  get types(): string[] {
    return this.events.map(({ type }) => type)
  }

  get messages(): unknown[] {
    return this.events.flatMap((event) => (event.type === ONMESSAGE ? [event.data] : []))
  }

  /** The first event of a type, from the beginning; an ONCLOSE that comes without it is a failure. */
  async first<Type extends EventType>(type: Type): Promise<WebSocketsEventMap[Type]> {
    for (;;) {
      const found = this.events.find((event) => event.type === type)
      if (found) return found as WebSocketsEventMap[Type]
      if (this.types.includes(ONCLOSE))
        throw new Error(`no ${type}: ${JSON.stringify(this.events)}`)
      await this.#next()
    }
  }

  /** Resolves when that many messages have come. */
  async received(count: number): Promise<unknown[]> {
    while (this.messages.length < count) await this.#next()
    return this.messages
  }

  #next(): Promise<void> {
    return new Promise((resolve) => this.#wakers.push(resolve))
  }
}

/** Connects, and gives the recorder at once. */
export function connect(uri: Uri, options?: ConnectOptions): Recorder {
  const recorder = new Recorder()
  recorder.client.connect(uri, options)
  return recorder
}

/** Connects, and gives the recorder when it is open. */
export async function opened(uri: Uri, options?: ConnectOptions): Promise<Recorder> {
  const recorder = connect(uri, options)
  await recorder.first(ONOPEN)
  return recorder
}

/** Connects, and gives the error of an attempt that must not open. */
export async function failed(
  uri: Uri,
  options?: ConnectOptions,
): Promise<WebSocketsEventMap[typeof ONERROR] & { readonly cause?: CauseLike }> {
  const recorder = connect(uri, options)
  const close = await recorder.first(ONCLOSE)
  const error = await recorder.first(ONERROR)
  if (recorder.types.join() !== 'error,close') throw new Error(`came: ${recorder.types.join()}`)
  if (close.code !== 1006 || close.wasClean) throw new Error(`closed with ${close.code}`)
  return error as typeof error & { readonly cause?: CauseLike }
}

/** What a cause may have. */
export interface CauseLike extends Error {
  readonly code?: string
  readonly body?: string
}

/** What a call throws. */
export function thrownBy(call: () => unknown): {
  readonly code?: string
  readonly message: string
} {
  try {
    call()
  } catch (error) {
    return error as { readonly code?: string; readonly message: string }
  }
  throw new Error('nothing was thrown')
}
