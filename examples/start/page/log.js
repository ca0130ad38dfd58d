import { showSource, sourceOf, sourceOfCall } from './source.js'

const MOST_ROWS = 500
const log = document.querySelector('#log')

// Who has scrolled up to read is left there; else the newest row stays in sight, also when the height changes.
let isFollowing = true
log.addEventListener(
  'scroll',
  () => (isFollowing = log.scrollHeight - log.scrollTop - log.clientHeight < 40),
)
new ResizeObserver(follow).observe(log)

/** Shows a call that the page makes, before it is made. */
export function logCall(call) {
  const source = document.createElement('code')
  showSource(source, sourceOfCall(call))
  addRow('call', [source])
}

/** Shows that the call before it threw. */
export function logThrown(code) {
  addRow('throws', [element('code', '', code)])
}

/** Shows an event: its type and each of its keys that has a value. */
export function logEvent({ type, ...keys }, note = '') {
  const parts = Object.entries(keys)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => keyPart(key, value))
  addRow(type, [...parts, note])
}

export function clearLog() {
  log.replaceChildren()
}

function addRow(kind, parts) {
  const row = element('div', `row ${kind}`)
  const body = element('div', 'keys')
  body.append(...parts)
  row.append(element('time', '', timeOfDay()), element('b', 'type', kind), body)
  log.append(row)
  if (log.childElementCount > MOST_ROWS) log.firstElementChild.remove()
  follow()
}

function follow() {
  if (isFollowing) log.scrollTop = log.scrollHeight
}

function keyPart(key, value) {
  const part = element('span', 'key')
  const source = document.createElement('code')
  showSource(source, sourceOf(value))
  part.append(element('i', '', key), ' ', source)
  return part
}

function timeOfDay() {
  const local = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000)
  return local.toISOString().slice(11, 23)
}

function element(name, className, text = '') {
  return Object.assign(document.createElement(name), { className, textContent: text })
}
