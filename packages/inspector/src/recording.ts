import { ClientState } from './client-state.ts'
import { InspectorError } from './errors.ts'
import { exportLog, type ExportOptions } from './log.ts'
import { isMessage, type Entry, type LogRecord } from './record.ts'
import { Ring, type Limits } from './ring.ts'

/** What can be done to a client, or to the network of its page. */
export type Action =
  | 'send'
  | 'disconnect'
  | 'wake'
  | 'drop'
  | 'delay'
  | 'offline'
  | 'online'
  | 'kill'
  | 'revive'

/** Who carries an action out. */
export interface Controls {
  /** Whether the network's faults can be had. */
  readonly hasFaults: boolean
  /** @throws what the client throws */
  act(action: Action, client: number, value?: string | number): void
}

/** The records of one or more clients, from the moment of `inspect`. */
export interface Inspection {
  /** What a list of inspections calls it; empty for this page's own. */
  readonly name: string
  /** When it began, by the wall clock. */
  readonly startedAt: Date
  /** Milliseconds since then, by a clock that cannot be set. */
  readonly now: number
  /** What is kept, oldest first. States, errors and closes are kept when messages push out older messages. */
  readonly records: readonly LogRecord[]
  /** Those of them that are neither messages nor probes, up to a thousand. */
  readonly states: readonly LogRecord[]
  /** The number of the oldest record that is kept with all that came after it. */
  readonly oldest: number
  /** Where each client is. */
  readonly clients: readonly ClientState[]
  /** Records that had to make room. */
  readonly dropped: number
  readonly isPaused: boolean
  /** What can be done to the clients; undefined for an imported log. */
  readonly controls: Controls | undefined
  /** The records after the one with that number. */
  after(seq: number): readonly LogRecord[]
  /** Calls back in a microtask when there is something new, once for all of it; returns what ends that. */
  subscribe(onChange: () => void): () => void
  /** Keeps nothing more; the clients' states are still followed. */
  pause(): void
  /** Goes on. A record says how much was missed. */
  resume(): void
  /** Forgets all records. */
  clear(): void
  /** JSON Lines: one record a line. Without a word about it, queries of URIs are left out. @throws `ERR_INVALID_OPTION` */
  export(options?: ExportOptions): string
  /** Lets go of the clients, for good. The records stay. */
  stop(): void
}

// A page of states is worth more than any message, and small.
const STATES: Limits = { maxRecords: 1000, maxBytes: Infinity }

/** What surrounds a recording. */
export interface Origin {
  readonly name: string
  readonly startedAt: Date
  readonly controls?: Controls | undefined
  /** The recording's clock; an imported one stands still. */
  readonly now: () => number
}

/** Takes entries from a source, and keeps what the limits allow. */
export class Recording implements Inspection {
  readonly name: string
  readonly startedAt: Date
  readonly clients: ClientState[] = []
  controls: Controls | undefined
  isPaused = false
  dropped = 0
  /** What lets go of the source. */
  onStop: (() => void)[] = []
  readonly #now: () => number
  readonly #all: Ring
  readonly #states = new Ring(STATES)
  readonly #listeners = new Set<() => void>()
  #relay: ((entry: Entry) => void) | undefined
  #isTelling = false
  #seq = 0
  #missed = 0

  constructor(limits: Limits, { name, startedAt, controls, now }: Origin) {
    this.#all = new Ring(limits)
    this.name = name
    this.startedAt = startedAt
    this.controls = controls
    this.#now = now
  }

  get now(): number {
    return this.#now()
  }

  get nextSeq(): number {
    return this.#seq + 1
  }

  get records(): readonly LogRecord[] {
    const { seq = Infinity } = this.#all.oldest ?? {}
    const older = this.#states.after(0).filter((record) => record.seq < seq)
    return [...older, ...this.#all.after(0)]
  }

  get states(): readonly LogRecord[] {
    return this.#states.after(0)
  }

  get oldest(): number {
    return this.#all.oldest?.seq ?? this.nextSeq
  }

  after(seq: number): readonly LogRecord[] {
    return seq < this.oldest - 1
      ? this.records.filter((one) => one.seq > seq)
      : this.#all.after(seq)
  }

  add(entry: Entry): void {
    this.#stateOf(entry.client).take(entry)
    this.#relay?.(entry)
    if (entry.type !== 'progress') {
      this.#seq = entry.seq
      if (this.isPaused) this.#missed += 1
      else this.#keep(entry)
    }
    this.#tell()
  }

  /** Who is told each entry as well. */
  setRelay(relay: (entry: Entry) => void): void {
    this.#relay = relay
  }

  subscribe(onChange: () => void): () => void {
    const own = (): void => onChange()
    this.#listeners.add(own)
    return () => void this.#listeners.delete(own)
  }

  pause(): void {
    this.isPaused = true
    this.#tell()
  }

  resume(): void {
    if (!this.isPaused) return
    this.isPaused = false
    const missed = this.#missed
    this.#missed = 0
    const [client] = this.clients
    if (missed && client)
      this.add({ seq: this.nextSeq, at: this.now, client: client.client, type: 'gap', missed })
    this.#tell()
  }

  clear(): void {
    this.#all.clear()
    this.#states.clear()
    this.dropped = 0
    for (const client of this.clients) client.samples = []
    this.#tell()
  }

  export(options: ExportOptions = {}): string {
    return exportLog(this, options)
  }

  stop(): void {
    const callbacks = this.onStop
    this.onStop = []
    this.controls = undefined
    this.#relay = undefined
    for (const callback of callbacks) callback()
    this.#tell()
  }

  #keep(record: LogRecord): void {
    const before = this.#all.length
    this.#all.push(record)
    this.dropped += before + 1 - this.#all.length
    if (!isMessage(record) && record.type !== 'probe') this.#states.push(record)
  }

  #stateOf(number: number): ClientState {
    const known = this.clients.find(({ client }) => client === number)
    if (known) return known
    const state = new ClientState(number)
    this.clients.push(state)
    return state
  }

  #tell(): void {
    if (this.#isTelling || !this.#listeners.size) return
    this.#isTelling = true
    queueMicrotask(() => {
      this.#isTelling = false
      for (const listener of this.#listeners) listener()
    })
  }
}

/** @throws `ERR_INVALID_OPTION` */
export function limitsOf({ maxRecords = 10_000, maxBytes = 8_388_608 }: Partial<Limits>): Limits {
  for (const [name, value] of Object.entries({ maxRecords, maxBytes })) {
    if (Number.isSafeInteger(value) && value > 0) continue
    const given = `not ${String(value)}`
    throw new InspectorError(
      'ERR_INVALID_OPTION',
      `${name} must be a whole number from 1, ${given}.`,
    )
  }
  return { maxRecords, maxBytes }
}
