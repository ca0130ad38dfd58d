import { expect, onTestFinished } from 'vitest'
import {
  WebSockets,
  WebSocketsError,
  type ConnectOptions,
  type WebSocketsErrorEvent,
  type WebSocketsEvent,
  type WebSocketsEventMap,
} from '../../src/index.ts'
import { Changing } from './changing.ts'
import type { Server } from './server.ts'

type EventType = Exclude<keyof WebSocketsEventMap, 'wsevent'>
type Uri = Parameters<WebSockets['connect']>[0]

/** A client and everything it emitted; it is disconnected when the test ends. */
export class Recorder extends Changing {
  readonly client = new WebSockets()
  readonly events: WebSocketsEvent[] = []

  constructor() {
    super()
    this.client.addEventListener('wsevent', (event) => {
      this.events.push(event)
      this.changed()
    })
    onTestFinished(() => this.client.disconnect())
  }

  /** Types in the order of the events. */
  get types() {
    return this.events.map(({ type }) => type)
  }

  get messages() {
    return this.events.flatMap((event) => (event.type === 'message' ? [event.data] : []))
  }

  /** The first event of a type; an ONCLOSE that comes without it is a failure. */
  async first<Type extends EventType>(type: Type): Promise<WebSocketsEventMap[Type]> {
    await this.until(() => this.types.some((other) => other === type || other === 'close'))
    const event = this.events.find((other) => other.type === type)
    if (!event) throw new Error(`no ${type}: ${JSON.stringify(this.events)}`)
    return event as WebSocketsEventMap[Type]
  }

  /** Resolves with all messages when there are that many. */
  async received(count: number) {
    await this.until(() => this.messages.length >= count)
    return this.messages
  }
}

/** Connects, and returns the recorder at once. */
export function connect(uri: Uri, options?: ConnectOptions) {
  const recorder = new Recorder()
  recorder.client.connect(uri, options)
  return recorder
}

/** Connects, and resolves with the ONOPEN and the recorder. */
export async function opened(uri: Uri, options?: ConnectOptions) {
  const recorder = connect(uri, options)
  const open = await recorder.first('open')
  return { open, recorder, client: recorder.client }
}

/** Connects to a server, and resolves with both sides of the open connection. */
export async function pair<Peer>(
  started: Server<Peer> | Promise<Server<Peer>>,
  options?: ConnectOptions,
) {
  const { url, nextPeer } = await started
  return { ...(await opened(url, options)), peer: await nextPeer() }
}

/** An ONERROR whose cause is an error of Node or `ws`. */
export interface FailedEvent extends WebSocketsErrorEvent {
  readonly cause?: Error & { readonly code?: string }
}

/** Connects, and resolves with the error of an attempt that must not open. */
export async function failed(uri: Uri, options?: ConnectOptions): Promise<FailedEvent> {
  const recorder = connect(uri, options)
  await recorder.until(() => recorder.types.some((type) => type !== 'error'))
  expect(recorder.types).toEqual(['error', 'close'])
  const close = { code: 1006, reason: '', wasClean: false }
  expect(await recorder.first('close')).toMatchObject(close)
  return (await recorder.first('error')) as FailedEvent
}

/** The error of a `connect` that must throw, and change nothing. */
export function refused(uri: Uri, options: object) {
  const { client, events } = new Recorder()
  let error: unknown
  try {
    client.connect(uri, options)
  } catch (thrown) {
    error = thrown
  }
  expect(error).toBeInstanceOf(WebSocketsError)
  expect([client.readyState, client.url, events]).toEqual([3, '', []])
  return error as WebSocketsError
}
