import { html, nothing, type TemplateResult } from 'lit-html'
import type { LogRecord } from '../record.ts'
import { formatCount, formatDuration, formatSize, stateOf } from './format.ts'
import type { Connection } from './model.ts'

/** Seconds, from and to. */
export type Range = readonly [from: number, to: number]

// Two minutes, in seconds.
const SPAN = 120

/** What the timeline and the chart show: the last two minutes, or all of an imported log. */
export function rangeOf({ inspection }: Connection): Range {
  const now = inspection.now / 1000
  const isImported = inspection.name && !inspection.controls
  if (isImported) return [0, Math.max(1, now)]
  return [Math.max(0, now - SPAN), Math.max(now, SPAN / 4)]
}

function figure(name: string, value: string, kind = ''): TemplateResult {
  return html`<div class=${kind}>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`
}

/** Where the client is, in words and figures. */
export function figures({ inspection, state }: Connection): TemplateResult {
  const { readyState, delay, attempt, roundTrip, unsent, unconfirmed, error } = state
  const word = stateOf(readyState, delay)
  const left = Math.max(0, state.since + (delay ?? 0) - inspection.now)
  return html`<div class="figures">
    <p class="state ${word}">
      <b>${word}</b>${
        delay === undefined
          ? nothing
          : html` <span class="countdown">${formatDuration(Math.ceil(left / 100) * 100)}</span>`
      }
    </p>
    <dl>
      ${figure('Attempt', String(attempt))}${figure('Queue', formatCount(state.queued))}
      ${figure('In flight', formatCount(state.inFlight))}
      ${figure('Unsent', formatCount(unsent), unsent ? 'bad' : '')}
      ${figure('Unconfirmed', formatCount(unconfirmed), unconfirmed ? 'bad' : '')}
      ${figure('Round trip', roundTrip === undefined ? '–' : formatDuration(roundTrip))}
      ${figure('↑ Sent', `${formatCount(state.sent)} · ${formatSize(state.bytesSent)}`)}
      ${figure('↓ Received', `${formatCount(state.received)} · ${formatSize(state.bytesReceived)}`)}
    </dl>
    ${error ? html`<p class="error">${error.code}: ${error.reason}</p>` : nothing}
  </div>`
}

interface Period {
  readonly word: string
  readonly from: number
  readonly to: number
}

function periodsOf(states: readonly LogRecord[], client: number, end: number): readonly Period[] {
  const changes = states.flatMap((record) =>
    record.type === 'status' && record.client === client ? [record] : [],
  )
  return changes.map(({ at, readyState, delay }, index) => ({
    word: stateOf(readyState, delay),
    from: at / 1000,
    to: (changes[index + 1]?.at ?? end * 1000) / 1000,
  }))
}

/** The states over time, as a band. */
export function timeline({ inspection, state }: Connection, [from, to]: Range): TemplateResult {
  const end = inspection.now / 1000
  const periods = periodsOf(inspection.states, state.client, end).filter((one) => one.to > from)
  const place = (time: number): number => ((Math.max(from, time) - from) / (to - from)) * 100
  const words = periods.map(({ word }) => word).slice(-20)
  return html`<div
    class="timeline"
    role="img"
    aria-label=${`States over time: ${words.join(', ')}`}
  >
    ${periods.map(
      (one) =>
        html`<span
          class="period ${one.word}"
          title=${`${one.word}, ${formatDuration((one.to - one.from) * 1000)}`}
          style=${`left:${place(one.from)}%;width:${place(one.to) - place(one.from)}%`}
        ></span>`,
    )}
  </div>`
}
