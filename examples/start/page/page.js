import { clearLog, logCall, logEvent, logThrown } from './log.js'
import { explanation } from './notice.js'
import { shownPage, showSource, sourceOfCall } from './source.js'

/* global WebSockets, ws -- of the script tag, and of the script that the page shows */

const byId = (id) => document.getElementById(id)
const valueOf = (id) => byId(id).value.trim()
const calls = { connect: connectCall, send: sendCall, disconnect: disconnectCall }

function connectCall() {
  const options = {}
  if (valueOf('port')) options.port = Number(valueOf('port'))
  if (valueOf('protocols')) options.protocols = valueOf('protocols').split(/[\s,]+/)
  return {
    method: 'connect',
    args: Object.keys(options).length > 0 ? [valueOf('uri'), options] : [valueOf('uri')],
  }
}

function sendCall() {
  const text = byId('message').value
  return { method: 'send', args: [byId('binary').checked ? new TextEncoder().encode(text) : text] }
}

function disconnectCall() {
  const code = Number(valueOf('code') || 1000)
  if (valueOf('reason')) return { method: 'disconnect', args: [code, valueOf('reason')] }
  return { method: 'disconnect', args: valueOf('code') ? [code] : [] }
}

function run(form) {
  const call = calls[form.id]()
  for (const notice of document.querySelectorAll('.notice')) notice.replaceChildren()
  logCall(call)
  try {
    ws[call.method](...call.args)
  } catch (error) {
    const code = error instanceof WebSockets.WebSocketsError ? error.code : error.name
    logThrown(code)
    form.querySelector('.notice').append(explanation(code, error.message))
  }
  showState()
}

function showState() {
  document.body.dataset.state = ws.readyState
  for (const [state, item] of [...byId('states').children].entries()) {
    if (state === ws.readyState) item.setAttribute('aria-current', 'true')
    else item.removeAttribute('aria-current')
  }
}

function showCalls() {
  for (const form of document.forms)
    showSource(form.querySelector('.call'), sourceOfCall(calls[form.id]()))
  showSource(byId('example'), shownPage(sourceOfCall(connectCall())))
}

function onEvent(event) {
  logEvent(event, event.type === ws.ONERROR ? explanation(event.code, event.reason) : '')
  showState()
}

/** The two echoes of this machine; choosing one fills in the fields, and editing the fields unchooses it. */
function offerServers({ port, tlsPort }) {
  const servers = {
    plain: { uri: 'ws://127.0.0.1/echo', port },
    secure: { uri: 'wss://127.0.0.1/echo', port: tlsPort },
  }
  const choices = [...document.querySelectorAll('[name=server]')]
  const isChosen = ({ uri, port: wanted }) =>
    valueOf('uri') === uri && valueOf('port') === String(wanted)
  byId('trust-link').href = `https://127.0.0.1:${tlsPort}/`
  for (const choice of choices)
    choice.addEventListener('change', () => fillIn(servers[choice.value]))
  byId('connect').addEventListener('input', () => {
    for (const choice of choices) choice.checked = isChosen(servers[choice.value])
    byId('trust').hidden = !isChosen(servers.secure)
  })
  fillIn(servers[choices.find((choice) => choice.checked)?.value ?? 'plain'])
}

function fillIn({ uri, port }) {
  byId('uri').value = uri
  byId('port').value = port
  byId('connect').dispatchEvent(new Event('input', { bubbles: true }))
}

async function begin() {
  document.addEventListener('input', showCalls)
  byId('clear').addEventListener('click', clearLog)
  for (const form of document.forms) {
    form.addEventListener('submit', (submit) => {
      submit.preventDefault()
      run(form)
    })
  }
  ws.addEventListener(ws.WSEVENT, onEvent)
  showState()
  offerServers(await (await fetch('echo.json')).json())
}

if (globalThis.WebSockets) await begin()
else
  byId('connect').querySelector('.notice').textContent =
    'The script-tag build is missing: run “npm run setup”, then reload this page.'
