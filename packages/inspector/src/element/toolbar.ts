import { html, nothing, type TemplateResult } from 'lit-html'
import type { Inspection } from '../recording.ts'
import { formatCount } from './format.ts'
import type { Model } from './model.ts'
import type { Kind } from './view.ts'

const KINDS: readonly (readonly [Kind, string])[] = [
  ['all', 'All records'],
  ['messages', 'Messages'],
  ['sent', 'Sent'],
  ['received', 'Received'],
  ['events', 'Events'],
]

function save(inspection: Inspection, redact: 'queries' | 'payloads'): void {
  const file = new Blob([inspection.export({ redact })], { type: 'application/jsonl' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `wsevent-${inspection.startedAt.toISOString().replaceAll(/[:.]/g, '-')}.jsonl`
  link.click()
  URL.revokeObjectURL(link.href)
}

async function load(event: Event, model: Model): Promise<void> {
  const input = event.target as HTMLInputElement
  const [file] = input.files ?? []
  if (file) model.import(await file.text(), file.name)
  // The same file may be chosen again.
  input.value = ''
}

function filters(model: Model): TemplateResult {
  const onKind = (event: Event): void =>
    model.filter((event.target as HTMLSelectElement).value as Kind, model.text)
  const onText = (event: Event): void =>
    model.filter(model.kind, (event.target as HTMLInputElement).value)
  return html`<input type="search" aria-label="Search" placeholder="Search" @input=${onText} />
    <select aria-label="Show" @change=${onKind}>
      ${KINDS.map(([kind, name]) => html`<option value=${kind}>${name}</option>`)}
    </select>
    <span class="count" title="Records shown">${formatCount(model.view?.length ?? 0)}</span>`
}

/** What can be done to the recording, and to its file. */
function actions(model: Model, inspection: Inspection): TemplateResult {
  const onSave = (event: Event): void => {
    const { form } = event.target as HTMLButtonElement
    const redact = form?.elements.namedItem('redact') as HTMLInputElement | undefined
    save(inspection, redact?.checked ? 'payloads' : 'queries')
  }
  return html`<button
      type="button"
      aria-pressed=${inspection.isPaused}
      @click=${() => model.pause()}
    >
      Pause
    </button>
    <button type="button" @click=${() => model.clear()}>Clear</button>
    <button type="button" @click=${onSave}>Export</button>
    <label title="Leaves payloads out of the export; queries of URIs never are in it"
      ><input type="checkbox" name="redact" />Redact</label
    >`
}

/** The records' search and filter, and what can be done to the recording. */
export function toolbar(model: Model, inspection: Inspection | undefined): TemplateResult {
  return html`<form class="toolbar" @submit=${(event: Event) => event.preventDefault()}>
    ${filters(model)}<i></i>${inspection ? actions(model, inspection) : nothing}
    <label class="button"
      >Import<input
        type="file"
        accept=".jsonl,.json,.log"
        @change=${(event: Event) => load(event, model)}
    /></label>
  </form>`
}
