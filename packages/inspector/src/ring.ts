import { isMessage, type LogRecord } from './record.ts'

/** How much a recording keeps. */
export interface Limits {
  /** @defaultValue 10 000 */
  readonly maxRecords: number
  /** Of payloads and what surrounds them. @defaultValue 8 388 608, which are 8 MiB */
  readonly maxBytes: number
}

// About what an object with its fields takes, so that empty messages have a price too.
const OVERHEAD = 64

function costOf(record: LogRecord): number {
  if (!isMessage(record)) return OVERHEAD
  const { data } = record
  return OVERHEAD + (typeof data === 'string' ? data.length : (data?.byteLength ?? 0))
}

/** The latest records: the oldest go when there are too many, or too many bytes. */
export class Ring {
  readonly #limits: Limits
  #records: LogRecord[] = []
  // What lies before it is gone; the array is cut now and then, not at each push.
  #start = 0
  #bytes = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get length(): number {
    return this.#records.length - this.#start
  }

  get bytes(): number {
    return this.#bytes
  }

  get oldest(): LogRecord | undefined {
    return this.#records[this.#start]
  }

  push(record: LogRecord): void {
    const { maxRecords, maxBytes } = this.#limits
    this.#records.push(record)
    this.#bytes += costOf(record)
    while (this.length > maxRecords || (this.#bytes > maxBytes && this.length > 1)) this.#shift()
  }

  clear(): void {
    this.#records = []
    this.#start = 0
    this.#bytes = 0
  }

  /** The records after the one with that number, oldest first. */
  after(seq: number): readonly LogRecord[] {
    let index = this.#records.length
    while (index > this.#start && (this.#records[index - 1] as LogRecord).seq > seq) index -= 1
    return this.#records.slice(index)
  }

  #shift(): void {
    const records = this.#records as (LogRecord | undefined)[]
    this.#bytes -= costOf(records[this.#start] as LogRecord)
    records[this.#start] = undefined
    this.#start += 1
    if (this.#start < 1024 || this.#start < records.length / 2) return
    records.splice(0, this.#start)
    this.#start = 0
  }
}
