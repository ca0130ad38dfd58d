import { html, nothing, type TemplateResult } from 'lit-html'
import type { Action, Inspection } from '../recording.ts'
import type { Model } from './model.ts'

const DELAYS = [0, 100, 1000, 5000]

function button(model: Model, name: string, action: Action, isPressed?: boolean): TemplateResult {
  return html`<button
    type="button"
    aria-pressed=${isPressed ?? nothing}
    @click=${() => model.act(action)}
  >
    ${name}
  </button>`
}

function faults(model: Model): TemplateResult {
  const { isOffline, isKilled, delay } = model.faults
  const setDelay = (event: Event): void =>
    model.act('delay', Number((event.target as HTMLSelectElement).value))
  return html`<fieldset>
    <legend>Network</legend>
    ${button(model, 'Drop', 'drop')}
    ${button(model, 'Offline', isOffline ? 'online' : 'offline', isOffline)}
    ${button(model, 'Kill server', isKilled ? 'revive' : 'kill', isKilled)}
    <label
      >Delay
      <select @change=${setDelay}>
        ${DELAYS.map(
          (one) => html`<option value=${one} ?selected=${one === delay}>${one} ms</option>`,
        )}
      </select></label
    >
  </fieldset>`
}

/** What can be done to the client, and to its network. */
export function controls(
  model: Model,
  { controls: doors }: Inspection,
): TemplateResult | typeof nothing {
  if (!doors) return nothing
  const send = (event: SubmitEvent): void => {
    event.preventDefault()
    const input = (event.target as HTMLFormElement).elements.namedItem('data') as HTMLInputElement
    model.act('send', input.value)
    if (!model.notice) input.value = ''
  }
  return html`<form class="controls" @submit=${send}>
    <input name="data" aria-label="Message to send" placeholder="Message" autocomplete="off" />
    <button type="submit">Send</button>
    ${button(model, 'Disconnect', 'disconnect')} ${button(model, 'Try now', 'wake')}
    ${doors.hasFaults ? faults(model) : nothing}
  </form>`
}
