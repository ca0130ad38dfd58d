import { html, nothing, type TemplateResult } from 'lit-html'
import { isMessage, type LogRecord } from '../record.ts'
import { formatSize, formatTime, textOf } from './format.ts'
import type { Model } from './model.ts'
import type { View } from './view.ts'

/** Pixels. */
export const ROW = 24
// Above and below what is in sight, so that a quick scroll shows no hole.
const SPARE = 8
// A line shows no more, and a megabyte in a line costs a layout.
const MAX_TEXT = 300

const SIGNS: Readonly<Record<string, readonly [sign: string, word: string]>> = {
  sent: ['↑', 'sent'],
  message: ['↓', 'received'],
  error: ['✕', 'error'],
  close: ['■', 'close'],
  open: ['●', 'open'],
  probe: ['↔', 'probe'],
}

function row(record: LogRecord, index: number, { view, record: selected }: Model): TemplateResult {
  const [sign, word] = SIGNS[record.type] ?? ['·', record.type]
  // That a message has left is what everyone expects.
  const delivery = 'delivery' in record && record.delivery !== 'left' && record.delivery
  return html`<div
    role="option"
    id=${`r${record.seq}`}
    class=${`row ${record.type}`}
    data-index=${index}
    aria-selected=${record.seq === selected?.seq}
    aria-posinset=${index + 1}
    aria-setsize=${view?.length ?? 0}
  >
    <span class="time">${formatTime(record.at)}</span
    ><span class="sign" role="img" aria-label=${word}>${sign}</span
    ><span class="text">${textOf(record).slice(0, MAX_TEXT)}</span
    >${delivery ? html`<span class="delivery ${delivery}">${delivery}</span>` : nothing}<span
      class="size"
      >${isMessage(record) ? formatSize(record.size) : nothing}</span
    >
  </div>`
}

/** Which rows are in sight. */
export interface Sight {
  readonly top: number
  readonly height: number
}

/** The rows that are in sight, and as much room as all of them would take. */
export function list(model: Model, view: View, { top, height }: Sight): TemplateResult {
  const first = Math.max(0, Math.floor(top / ROW) - SPARE)
  const last = Math.min(view.length, Math.ceil((top + height) / ROW) + SPARE)
  const rows: TemplateResult[] = []
  for (let index = first; index < last; index += 1) {
    const record = view.at(index)
    if (record) rows.push(row(record, index, model))
  }
  return html`<div
    role="presentation"
    style=${`height:${view.length * ROW}px;padding-top:${first * ROW}px`}
  >
    ${rows}
  </div>`
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
}

/** The record that a key goes to; undefined for another key, or if there is none. */
export function recordAfterKey({ record }: Model, view: View, key: string): LogRecord | undefined {
  const step = STEPS[key]
  if (step === undefined || !view.length) return undefined
  // With nothing selected, a step goes to the end that it comes from.
  const from = record ? view.indexOf(record.seq) : view.length - (step > 0 ? 1 : 0)
  return view.at(Math.min(view.length - 1, Math.max(0, from + step)))
}
