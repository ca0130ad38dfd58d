import { codeOf, showCode } from './code.js'
import { byId, element } from './element.js'
import { laneView } from './lane-view.js'
import { showFatal, showProblem } from './notice.js'
import { startRun } from './run.js'
import { changeServer, followServer } from './server.js'
import { addToTimeline, restartTimeline } from './timeline.js'

const MODES = {
  up: ['Up and listening', 'Came back'],
  killed: ['Dead', 'Killed: every connection is reset'],
  hung: ['Hung', 'Hangs: what is sent from now on is lost. Who notices?'],
  refusing: ['Answers 503', 'Closes with 1013, and answers 503 with Retry-After'],
}
const FRAME = 100
const page = crypto.randomUUID().slice(0, 6)
const switches = [...document.querySelectorAll('.switches input')]
const views = { wsevent: laneView('wsevent'), native: laneView('native') }
let runs = 0
let run
let server = { mode: 'up', until: 0 }
let lastError
let about

const chosen = () => Object.fromEntries(switches.map(({ name, checked }) => [name, checked]))
const summaryOf = (options) =>
  ['reconnect', 'heartbeat', 'queue'].filter((name) => options[name]).join(', ')
const idOf = (number) => `${page}-${number}`

function base() {
  const { port, tlsPort } = about
  return chosen().secure ? `wss://127.0.0.1:${tlsPort}` : `ws://127.0.0.1:${port}`
}

async function startOver() {
  run?.stop()
  run = undefined
  runs += 1
  const id = idOf(runs)
  restartTimeline()
  byId('chosen').textContent = summaryOf(chosen())
  byId('problem').hidden = true
  lastError = undefined
  byId('trust').hidden = !chosen().secure
  showCode(byId('code'), codeOf(chosen(), `${base()}/wsevent/${id}`))
  const started = await startRun(
    { id, base: base(), switches: chosen() },
    { tell, fail, onTick: show },
  )
  // Another switch may have been pressed meanwhile.
  if (id === idOf(runs)) run = started
  else started.stop()
  show()
}

function tell(lane, what) {
  addToTimeline(lane, what)
  // The rows of each attempt would drown a screen reader: it hears of the turns alone.
  if (what.kind !== 'retry') announce(`${lane === 'native' ? 'WebSocket' : lane}: ${what.text}`)
  show()
}

const announce = (text) => (byId('status').textContent = text)

/** An error of the client, or without one: it is open again. */
function fail(error) {
  if (error) lastError = error
  if (!lastError) return
  showProblem(lastError, error ? prospect() : 'Solved: the client is connected again.', !error)
}

function prospect() {
  if (chosen().reconnect) return 'With reconnect, the client tries again by itself.'
  return 'Without reconnect, it stays closed: turn that on, or start over.'
}

function onState({ mode, left, problem }) {
  const isNews = mode !== server.mode
  server = { mode, until: left > 0 ? performance.now() + left : 0 }
  document.body.dataset.server = mode
  byId('kill').textContent = mode === 'up' ? 'Kill the server' : 'Revive it now'
  for (const button of document.querySelectorAll('button[data-mode]'))
    button.setAttribute('aria-pressed', String(button.dataset.mode === mode))
  if (isNews) tell('server', { kind: mode, text: MODES[mode][1] })
  if (problem) showFatal('The server did not come back', problem)
  show()
}

function onReceived(what) {
  if (run && what.run === idOf(runs)) run.receive(what)
}

function show() {
  const left = Math.ceil((server.until - performance.now()) / 1000)
  const mode = `${MODES[server.mode][0]}${left > 0 ? `, back in ${left} s` : ''}`
  if (byId('mode').textContent !== mode) byId('mode').textContent = mode
  for (const [name, view] of Object.entries(run ? views : {}))
    view(run.lanes[name], run.ledgers[name])
}

function listExample({ name, description, isBuilt }) {
  const what = isBuilt
    ? [element('a', { href: `/examples/${name}/` }, name), ` ${description}`]
    : [
        element('b', {}, name),
        ` ${description} `,
        element('code', {}, `cd examples/${name} && npm run build`),
      ]
  return element('li', {}, ...what)
}

async function copy(button) {
  const label = button.textContent
  try {
    await navigator.clipboard.writeText(byId(button.dataset.copy).textContent)
    button.textContent = 'Copied'
  } catch {
    getSelection().selectAllChildren(byId(button.dataset.copy))
    button.textContent = 'Selected'
  }
  button.addEventListener('blur', () => (button.textContent = label), { once: true })
}

function listen() {
  const change = (mode) => changeServer(mode).catch(onGone)
  byId('kill').addEventListener('click', () => change(server.mode === 'up' ? 'killed' : 'up'))
  byId('again').addEventListener('click', () => void startOver())
  for (const button of document.querySelectorAll('button[data-mode]'))
    button.addEventListener('click', () => change(button.dataset.mode))
  for (const button of document.querySelectorAll('[data-copy]'))
    button.addEventListener('click', () => void copy(button))
  for (const one of switches) one.addEventListener('change', () => void startOver())
}

function onGone() {
  run?.stop()
  showFatal('npm start has ended', 'Start it again in your terminal, and reload this page.')
}

async function begin() {
  about = await (await fetch('/about.json')).json()
  byId('version').textContent = about.version
  byId('unpublished').hidden = about.version !== '0.0.0'
  byId('trust-link').href = `https://127.0.0.1:${about.tlsPort}/`
  byId('examples').append(...about.examples.map(listExample))
  await followServer({ onState, onReceived, onGone })
  await startOver()
  listen()
  setInterval(show, FRAME)
}

try {
  await begin()
} catch (error) {
  showFatal('This page cannot start', `${error.message}: run “npm run setup”.`)
}
