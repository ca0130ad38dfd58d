import { element } from './element.js'

const CELLS = 48
const FIGURES = {
  sent: 'sent',
  received: 'received',
  waiting: 'waiting',
  told: 'reported',
  lost: 'lost silently',
}

/** The card of one connection: its state, a cell for each of the newest messages, and the figures. */
export function laneView(name) {
  const card = document.querySelector(`[data-lane=${name}]`)
  const state = element('p', { className: 'state' })
  const strip = element('div', { className: 'strip', 'aria-hidden': 'true' })
  strip.append(...Array.from({ length: CELLS }, () => element('i', { className: 'cell' })))
  const figures = element('dl', { className: 'figures' })
  const numbers = {}
  for (const [place, label] of Object.entries(FIGURES)) {
    numbers[place] = element('dd', { 'data-count': place }, '0')
    figures.append(element('div', { className: place }, element('dt', {}, label), numbers[place]))
  }
  card.append(state, strip, figures)

  return function show(lane, ledger) {
    setText(state, lane.status)
    card.dataset.tone = lane.tone
    const { counts } = ledger
    for (const place of Object.keys(FIGURES)) setText(numbers[place], String(counts[place]))
    card.classList.toggle('has-lost', counts.lost > 0)
    const places = ledger.newest(CELLS)
    for (const [index, cell] of [...strip.children].entries())
      setClass(cell, `cell ${places[index] ?? ''}`)
  }
}

function setText(target, text) {
  if (target.textContent !== text) target.textContent = text
}

function setClass(target, className) {
  if (target.className !== className) target.className = className
}
