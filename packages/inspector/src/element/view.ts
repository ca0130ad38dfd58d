import { isMessage, type LogRecord } from '../record.ts'
import type { Inspection } from '../recording.ts'
import { textOf } from './format.ts'

/** What a list of records shows. */
export type Kind = 'all' | 'messages' | 'sent' | 'received' | 'events'

export interface Filter {
  readonly client: number
  readonly kind: Kind
  /** Without regard to case. */
  readonly text: string
}

const MAX_OLD = 1000

function isKind(record: LogRecord, kind: Kind): boolean {
  if (kind === 'all') return true
  if (kind === 'events') return !isMessage(record)
  if (kind === 'messages') return isMessage(record)
  return record.type === (kind === 'sent' ? 'sent' : 'message')
}

/** The rows of a filter. Each record is looked at once, however often the list is drawn. */
export class View {
  readonly #inspection: Inspection
  readonly #filter: Filter
  // States of before the oldest message that is kept.
  #old: LogRecord[] = []
  #rows: LogRecord[] = []
  #seq = 0

  constructor(inspection: Inspection, filter: Filter) {
    this.#inspection = inspection
    this.#filter = { ...filter, text: filter.text.toLowerCase() }
  }

  get length(): number {
    return this.#old.length + this.#rows.length
  }

  at(index: number): LogRecord | undefined {
    const { length } = this.#old
    return index < length ? this.#old[index] : this.#rows[index - length]
  }

  /** Where the record with that number is, or the first one after it. */
  indexOf(seq: number): number {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.at(middle)?.seq ?? 0) < seq) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Takes in what is new; gives how many rows have gone in front. */
  update(): number {
    const { length } = this
    const fresh = this.#inspection.after(this.#seq)
    this.#seq = fresh.at(-1)?.seq ?? this.#seq
    const rows = fresh.filter((record) => this.#fits(record))
    this.#rows.push(...rows)
    this.#forget()
    return length + rows.length - this.length
  }

  #forget(): void {
    const { oldest } = this.#inspection
    // Nothing is kept at all: it was cleared.
    if (oldest > this.#seq) {
      this.#old = []
      this.#rows = []
      return
    }
    let count = 0
    while (count < this.#rows.length && (this.#rows[count] as LogRecord).seq < oldest) count += 1
    if (!count) return
    const states = this.#rows.splice(0, count).filter((record) => isState(record))
    this.#old = [...this.#old, ...states].slice(-MAX_OLD)
  }

  #fits(record: LogRecord): boolean {
    const { client, kind, text } = this.#filter
    if (record.client !== client || !isKind(record, kind)) return false
    return !text || textOf(record).toLowerCase().includes(text)
  }
}

function isState(record: LogRecord): boolean {
  return !isMessage(record) && record.type !== 'probe'
}
