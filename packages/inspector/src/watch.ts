import type { Delivery, LogRecord, MessageRecord } from './record.ts'
import type { Recording } from './recording.ts'
import { utf8Length } from './size.ts'

interface ErrorLike {
  readonly code: string
  readonly message: string
}

interface Status {
  readonly readyState: 0 | 1 | 2 | 3
  readonly attempt: number
  readonly delay: number | undefined
  readonly error: ErrorLike | undefined
}

interface Sent {
  readonly data?: unknown
  readonly size?: number
}

type Watched =
  | { readonly type: 'waiting' | 'handed' | 'left'; readonly message: Sent }
  | { readonly type: 'probe' }
  | { readonly type: 'answer'; readonly roundTrip: number }

type ClientEvent =
  | { readonly type: 'open'; readonly attempt: number; readonly protocol: string }
  | { readonly type: 'message'; readonly data: unknown }
  | {
      readonly type: 'error'
      readonly code: string
      readonly reason: string
      readonly status?: number
    }
  | {
      readonly type: 'close'
      readonly code: number
      readonly reason: string
      readonly wasClean: boolean
      readonly willReconnect: boolean
      readonly delay?: number
      readonly unsent: readonly unknown[]
      readonly unconfirmed: readonly unknown[]
    }

/** What the inspector needs of a client: any `WebSockets` of `wsevent` has it. */
export interface Inspectable {
  readonly url: string
  readonly status: Status
  watch(watcher: (record?: Watched) => void): () => void
  addEventListener(type: 'wsevent', handler: (event: ClientEvent) => void): void
  removeEventListener(type: 'wsevent', handler: (event: ClientEvent) => void): void
  send(data: string): void
  disconnect(): void
  wake(): void
}

/** A socket of `wsevent/websocket`, by what it has beyond the standard. */
export interface InspectableSocket {
  readonly url: string
  readonly readyState: 0 | 1 | 2 | 3
  wake(): void
  drained(bytes?: number): Promise<void>
}

// Where such a socket has its client.
const CLIENT = Symbol.for('wsevent.client')

type Fields<Of> = Of extends LogRecord ? Omit<Of, 'seq' | 'at' | 'client'> : never

// A bigger one is counted, and its payload is not kept.
const MAX_KEPT = 1_048_576

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return utf8Length(data)
  const { byteLength, size } = data as Partial<ArrayBuffer & Blob>
  return byteLength ?? size ?? 0
}

/** A copy, since a sender may use its buffer again; undefined for a Blob. */
function keep(data: unknown, size: number): string | Uint8Array | undefined {
  if (size > MAX_KEPT) return undefined
  if (typeof data === 'string') return data
  if (ArrayBuffer.isView(data))
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
  return data instanceof ArrayBuffer ? new Uint8Array(data.slice(0)) : undefined
}

/** Writes down what a client does. */
class Watch {
  readonly #ws: Inspectable
  readonly #recording: Recording
  readonly #client: number
  readonly #isWithPayloads: boolean
  // The number of each message that has a queue behind it.
  readonly #numbers = new WeakMap<object, number>()
  #status: Status | undefined
  #uri = ''

  constructor(ws: Inspectable, recording: Recording, client: number, isWithPayloads: boolean) {
    this.#ws = ws
    this.#recording = recording
    this.#client = client
    this.#isWithPayloads = isWithPayloads
  }

  start(): void {
    const ws = this.#ws
    this.#takeStatus()
    const onEvent = (event: ClientEvent): void => this.#takeEvent(event)
    const unwatch = ws.watch((record) => (record ? this.#takeRecord(record) : this.#takeStatus()))
    ws.addEventListener('wsevent', onEvent)
    this.#recording.onStop.push(unwatch, () => ws.removeEventListener('wsevent', onEvent))
  }

  #takeStatus(): void {
    const { status, url } = this.#ws
    const last = this.#status
    if (status === last) return
    this.#status = status
    const { readyState, attempt, delay, error } = status
    const isFirst = attempt === 1 && readyState < 2 && delay === undefined
    if (isFirst && (last === undefined || last.readyState > 1)) this.#connect(url)
    const uri = url === this.#uri ? {} : { uri: url }
    this.#uri = url
    this.#add({
      type: 'status',
      readyState,
      attempt,
      ...(delay !== undefined && { delay }),
      ...(error && { error: { code: error.code, reason: error.message } }),
      ...uri,
    })
  }

  #connect(url: string): void {
    this.#uri = url
    this.#add({ type: 'connect', uri: url })
  }

  #takeEvent(event: ClientEvent): void {
    if (event.type === 'message') return this.#takeMessage('message', event.data)
    if (event.type === 'open') {
      // It is told a little later, and belongs before.
      this.#takeStatus()
      const { attempt, protocol } = event
      this.#add({ type: 'open', attempt, protocol })
    } else if (event.type === 'error') {
      const { code, reason, status } = event
      this.#add({ type: 'error', code, reason, ...(status !== undefined && { status }) })
    } else {
      const { type, unsent, unconfirmed, ...rest } = event
      this.#add({ type, ...rest, unsent: unsent.length, unconfirmed: unconfirmed.length })
    }
  }

  #takeRecord(record: Watched): void {
    if (record.type === 'probe') return
    if (record.type === 'answer') {
      this.#add({ type: 'probe', roundTrip: record.roundTrip })
      return
    }
    const { type, message } = record
    const of = this.#numbers.get(message)
    const client = this.#client
    if (of !== undefined) {
      this.#recording.add({ type: 'progress', client, of, delivery: type })
      return
    }
    // It was sent before anyone watched.
    if (type === 'left') return
    const hasQueue = message.size !== undefined
    if (hasQueue) this.#numbers.set(message, this.#recording.nextSeq)
    this.#takeMessage('sent', message.data, hasQueue ? type : undefined)
  }

  #takeMessage(type: MessageRecord['type'], data: unknown, delivery?: Delivery): void {
    const size = sizeOf(data)
    const kept = this.#isWithPayloads ? keep(data, size) : undefined
    this.#add({
      type,
      size,
      ...(kept !== undefined && { data: kept }),
      ...(delivery && { delivery }),
    })
  }

  #add(fields: Fields<LogRecord>): void {
    const { nextSeq: seq, now: at } = this.#recording
    this.#recording.add({ seq, at, client: this.#client, ...fields })
  }
}

/** The client itself, or that of a socket; undefined for what is neither. */
export function clientOf(value: unknown): Inspectable | undefined {
  const { [CLIENT]: client = value } = (value ?? {}) as { readonly [CLIENT]?: unknown }
  const { watch, addEventListener } = (client ?? {}) as Partial<Inspectable>
  const isClient = typeof watch === 'function' && typeof addEventListener === 'function'
  return isClient ? (client as Inspectable) : undefined
}

/** Records what a client does until the recording is stopped. */
export function watchClient(
  ws: Inspectable,
  recording: Recording,
  client: number,
  isWithPayloads: boolean,
): void {
  new Watch(ws, recording, client, isWithPayloads).start()
}
