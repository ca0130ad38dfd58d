import { html, nothing, type TemplateResult } from 'lit-html'
import { isMessage, type LogRecord } from '../record.ts'
import { formatSize, formatTime } from './format.ts'
import type { Model } from './model.ts'

// A branch with more is cut: a tree of a million nodes helps nobody.
const MAX_CHILDREN = 200
const MAX_TEXT = 100_000
const MAX_HEX = 4096

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function tree(name: string, value: unknown, path: string, model: Model): TemplateResult {
  const label = name && html`<span class="key">${name}</span>`
  if (!isBranch(value))
    return html`<div class="leaf">
      ${label}<span class=${value === null ? 'null' : typeof value}>${JSON.stringify(value)}</span>
    </div>`
  const entries = Object.entries(value)
  if (!entries.length)
    return html`<div class="leaf">${label}<span class="null">${JSON.stringify(value)}</span></div>`
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`
  const isOpen = model.open.has(path)
  const toggle = (event: Event): void => {
    event.preventDefault()
    model.toggle(path)
  }
  const more = entries.length - MAX_CHILDREN
  return html`<details ?open=${isOpen}>
    <summary @click=${toggle}>${label}<span class="null">${size}</span></summary>
    ${
      isOpen
        ? entries
            .slice(0, MAX_CHILDREN)
            .map(([key, child]) => tree(key, child, `${path}/${key}`, model))
        : nothing
    }${isOpen && more > 0 ? html`<p>and ${more} more</p>` : nothing}
  </details>`
}

/** Sixteen bytes a line: where, in hexadecimal, as ASCII. */
export function hexOf(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let start = 0; start < Math.min(bytes.length, MAX_HEX); start += 16) {
    const part = [...bytes.subarray(start, start + 16)]
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const text = part.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.'))
    const where = start.toString(16).padStart(6, '0')
    lines.push(`${where}  ${hex.padEnd(48)} ${text.join('')}`)
  }
  if (bytes.length > MAX_HEX) lines.push(`… ${bytes.length - MAX_HEX} bytes more`)
  return lines.join('\n')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function body(record: LogRecord, model: Model): TemplateResult {
  if (!isMessage(record)) {
    const { seq: _, client: _client, at: _at, ...rest } = record
    return tree('', rest, '', model)
  }
  const { data } = record
  if (data === undefined)
    return html`<p>Only its size is known: it was redacted, a Blob, or too big to keep.</p>`
  if (typeof data !== 'string' || model.isHex)
    return html`<pre>
${hexOf(typeof data === 'string' ? new TextEncoder().encode(data) : data)}</pre>`
  const value = data.length > MAX_TEXT ? undefined : parsed(data)
  if (isBranch(value)) return tree('', value, '', model)
  return html`<pre class="wrap">${data.slice(0, MAX_TEXT)}</pre>`
}

const VIEWS = [
  ['Text', false],
  ['Hex', true],
] as const

function choice(model: Model): TemplateResult {
  return html`${VIEWS.map(
    ([name, isHex]) =>
      html`<button aria-pressed=${model.isHex === isHex} @click=${() => model.set({ isHex })}>
        ${name}
      </button>`,
  )}`
}

/** All about one record. */
export function detail(record: LogRecord, model: Model): TemplateResult {
  const message = isMessage(record) ? record : undefined
  const delivery = message?.delivery
  return html`<section class="detail" aria-label="Details">
    <header>
      <b>${record.type === 'message' ? 'received' : record.type}</b>
      <span>${formatTime(record.at)}</span>
      ${message ? html`<span>${formatSize(message.size)}</span>` : nothing}
      ${delivery ? html`<span class="delivery ${delivery}">${delivery}</span>` : nothing}
      <i></i>
      ${typeof message?.data === 'string' ? choice(model) : nothing}
      <button aria-label="Close the details" @click=${() => model.show(undefined)}>✕</button>
    </header>
    <div class="body" tabindex="0" role="group" aria-label="Payload">${body(record, model)}</div>
  </section>`
}
