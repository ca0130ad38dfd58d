import { html, nothing, type TemplateResult } from 'lit-html'
import { formatCount, stateOf } from './format.ts'
import type { Connection, Model } from './model.ts'

/** What a person calls a URI: without its scheme and query. */
function shortOf(uri: string): string {
  return uri.replace(/^wss?:\/\//, '').replace(/\?.*/, '') || 'no URI yet'
}

/** The clients, to choose from. */
export function connections(
  model: Model,
  all: readonly Connection[],
  selected: Connection | undefined,
): TemplateResult {
  return html`<nav aria-label="Connections">
    ${all.map((connection) => {
      const { inspection, state } = connection
      const word = stateOf(state.readyState, state.delay)
      return html`<button
        aria-current=${state === selected?.state}
        title=${state.uri}
        @click=${() => model.select(connection)}
      >
        <span class="dot ${word}" role="img" aria-label=${word}></span
        ><span class="uri">${shortOf(state.uri)}</span
        ><small
          >${inspection.name ? `${inspection.name} · ` : nothing}↑${formatCount(state.sent)}
          ↓${formatCount(state.received)}</small
        >
      </button>`
    })}
  </nav>`
}
