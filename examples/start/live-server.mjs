import { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { WebSocketServer } from 'ws'
import { listen, listenAgain } from './listen.mjs'

const RETRY_AFTER = 2

/**
 * The server that the page talks to, plain and TLS: it notes each number that it receives, answers "ping" with "pong",
 * and can be brought to fail for real. A mode other than `up` ends by itself after `outage` milliseconds, 0 for never.
 * @param {{ cert: string, key: string }} certificate
 * @param {number} outage
 */
export async function startLiveServer(certificate, outage) {
  const trustPage = await readFile(new URL('page/trusted.html', import.meta.url))
  const events = new EventEmitter()
  const doors = [
    openDoor(createServer(), events),
    openDoor(createTlsServer(certificate, greet(trustPage)), events),
  ]
  const [port, tlsPort] = await Promise.all(doors.map(({ server }) => listen(server, 0)))
  const ports = [port, tlsPort]
  const state = { mode: 'up', until: 0, problem: '' }
  let timer

  async function change(mode) {
    clearTimeout(timer)
    state.mode = mode
    state.until = mode === 'up' || outage === 0 ? 0 : Date.now() + outage
    if (state.until > 0) timer = setTimeout(() => void change('up'), outage)
    // Who follows hears of a failure before it is felt, and of the end once it is true.
    if (mode !== 'up') events.emit('state', describe())
    for (const door of doors) door[mode]()
    if (mode !== 'killed') await listenWhereClosed()
    if (mode === 'up' || state.problem) events.emit('state', describe())
  }

  async function listenWhereClosed() {
    try {
      for (const [index, { server }] of doors.entries())
        if (!server.listening) await listenAgain(server, ports[index])
      state.problem = ''
    } catch (error) {
      state.problem = error.message
    }
  }

  const describe = () => ({
    mode: state.mode,
    left: state.until > 0 ? Math.max(0, state.until - Date.now()) : 0,
    problem: state.problem,
  })
  return {
    ports: { port, tlsPort },
    modes: ['up', 'killed', 'hung', 'refusing'],
    events,
    change,
    describe,
    close() {
      clearTimeout(timer)
      for (const door of doors) door.killed()
    },
  }
}

/** One listening server, and what each mode does to it and to its connections. */
function openDoor(server, events) {
  const sockets = new Set()
  const echo = new WebSocketServer({ noServer: true })
  let answer = accept
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('upgrade', (request, socket, head) => answer(request, socket, head))

  function accept(request, socket, head) {
    echo.handleUpgrade(request, socket, head, (webSocket) => serve(webSocket, request, events))
  }

  /** A process that dies takes its connections along: each gets a reset. */
  function reset() {
    for (const socket of sockets) socket.resetAndDestroy()
  }

  return {
    server,
    up() {
      // A hung process is replaced: what it had accepted is reset.
      if (answer === hold) reset()
      answer = accept
    },
    killed() {
      answer = accept
      if (server.listening) server.close()
      reset()
    },
    hung() {
      answer = hold
      for (const webSocket of echo.clients) {
        webSocket.pause()
        // At its reset, ws would still hand over what it had read.
        webSocket.removeAllListeners('message')
      }
    },
    refusing() {
      answer = refuse
      for (const webSocket of echo.clients) webSocket.close(1013, 'overloaded')
    },
  }
}

function serve(webSocket, request, events) {
  const [lane, run] = request.url.slice(1).split('/')
  // A client that breaks the protocol is closed by ws; it must not end the server.
  webSocket.on('error', () => {})
  webSocket.on('message', (data) => {
    const text = data.toString()
    if (text === 'ping') webSocket.send('pong')
    else events.emit('received', { run, lane, number: Number(text) })
  })
}

/** The handshake is never answered. */
function hold() {}

function refuse(_request, socket) {
  socket.end(
    `HTTP/1.1 503 Service Unavailable\r\nRetry-After: ${RETRY_AFTER}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  )
}

function greet(trustPage) {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(trustPage)
  }
}
