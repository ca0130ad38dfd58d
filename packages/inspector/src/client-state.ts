import type { CloseRecord, Delivery, Entry, MessageRecord, StatusRecord } from './record.ts'

/** What went through in one second. */
export interface Sample {
  /** Since the recording began. */
  readonly second: number
  sent: number
  received: number
  /** Of both directions. */
  bytes: number
  /** Milliseconds, of the last answer. */
  roundTrip: number | undefined
}

// Five minutes.
const MAX_SAMPLES = 300

/** Where one client is, as its records say. */
export class ClientState {
  /** Its number in the recording. */
  readonly client: number
  uri = ''
  readyState: 0 | 1 | 2 | 3 = 3
  attempt = 0
  /** Milliseconds that the attempt waits, from `since` on. */
  delay: number | undefined
  error: { readonly code: string; readonly reason: string } | undefined
  /** When it came to this state. */
  since = 0
  protocol = ''
  sent = 0
  received = 0
  bytesSent = 0
  bytesReceived = 0
  /** Messages that were given up, in all. */
  unsent = 0
  /** Messages that may or may not have left, in all. */
  unconfirmed = 0
  /** Milliseconds, of the last answer. */
  roundTrip: number | undefined
  samples: Sample[] = []
  // Messages with a queue behind them, until it is known what became of them.
  readonly #pending = new Map<number, MessageRecord>()

  constructor(client: number) {
    this.client = client
  }

  /** Messages that wait in the queue. */
  get queued(): number {
    return this.#count('waiting')
  }

  /** Messages that the platform has and that have not left it. */
  get inFlight(): number {
    return this.#count('handed')
  }

  take(entry: Entry): void {
    switch (entry.type) {
      case 'connect':
        this.uri = entry.uri
        break
      case 'status':
        this.#takeStatus(entry)
        break
      case 'open':
        this.protocol = entry.protocol
        break
      case 'sent':
      case 'message':
        this.#takeMessage(entry)
        break
      case 'probe':
        this.roundTrip = entry.roundTrip
        this.#sampleAt(entry.at).roundTrip = entry.roundTrip
        break
      case 'close':
        this.#takeClose(entry)
        break
      case 'progress':
        this.#settle(entry.of, entry.delivery)
        break
      default:
    }
  }

  #takeStatus({ at, readyState, attempt, delay, error, uri }: StatusRecord): void {
    Object.assign(this, { readyState, attempt, delay, error, since: at, uri: uri ?? this.uri })
  }

  #takeMessage(record: MessageRecord): void {
    const { type, size, at, delivery, seq } = record
    const sample = this.#sampleAt(at)
    sample.bytes += size
    if (type === 'sent') {
      this.sent += 1
      this.bytesSent += size
      sample.sent += 1
      if (delivery) this.#pending.set(seq, record)
    } else {
      this.received += 1
      this.bytesReceived += size
      sample.received += 1
    }
  }

  #takeClose({ unsent, unconfirmed, willReconnect }: CloseRecord): void {
    this.unsent += unsent
    this.unconfirmed += unconfirmed
    const inFlight = [...this.#pending].filter(([, { delivery }]) => delivery === 'handed')
    // The last ones: what had left before is only told later.
    for (const [seq] of inFlight.slice(Math.max(0, inFlight.length - unconfirmed)))
      this.#settle(seq, 'unconfirmed')
    if (willReconnect) return
    for (const [seq, { delivery }] of this.#pending)
      if (delivery === 'waiting') this.#settle(seq, 'unsent')
  }

  #settle(seq: number, delivery: Delivery): void {
    const message = this.#pending.get(seq)
    if (!message) return
    message.delivery = delivery
    if (delivery !== 'waiting' && delivery !== 'handed') this.#pending.delete(seq)
  }

  #count(delivery: Delivery): number {
    let count = 0
    for (const message of this.#pending.values()) if (message.delivery === delivery) count += 1
    return count
  }

  #sampleAt(at: number): Sample {
    const second = Math.floor(at / 1000)
    const last = this.samples.at(-1)
    if (last && last.second >= second) return last
    const sample: Sample = { second, sent: 0, received: 0, bytes: 0, roundTrip: undefined }
    this.samples.push(sample)
    if (this.samples.length > MAX_SAMPLES) this.samples.shift()
    return sample
  }
}
