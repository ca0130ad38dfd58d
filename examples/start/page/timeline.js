import { byId, element } from './element.js'

const MOST_ROWS = 200
const NAMES = { server: 'server', wsevent: 'wsevent', native: 'WebSocket' }
const log = byId('log')
let began = performance.now()

/** Forgets what was, and begins to count the time anew. */
export function restartTimeline() {
  began = performance.now()
  log.replaceChildren()
}

/**
 * Adds what happened, newest first.
 * @param {'server' | 'wsevent' | 'native'} lane
 * @param {{ kind: string, text: string, delay?: number }} what `delay` draws the wait for the next attempt
 */
export function addToTimeline(lane, { kind, text, delay }) {
  const time = ((performance.now() - began) / 1000).toFixed(1)
  const row = element(
    'li',
    { className: `row ${kind}`, 'data-of': lane },
    element('time', {}, time),
    element('b', {}, NAMES[lane]),
    element('span', {}, text),
  )
  if (delay) {
    const bar = element('i', { className: 'wait', 'aria-hidden': 'true' })
    bar.style.animationDuration = `${delay}ms`
    row.append(bar)
  }
  log.prepend(row)
  if (log.childElementCount > MOST_ROWS) log.lastElementChild.remove()
}
