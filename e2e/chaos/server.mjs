import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { readId } from './messages.mjs'
import { listenBelow } from './ports.mjs'
import { PROBE } from './profile.mjs'

// A pause that a rejected client may take for a second try at the same port.
const REFUSAL =
  'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\nRetry-After: '

/**
 * What the server is told of each connection, and tells.
 * @typedef {object} ServerOwner
 * @property {(port: number) => import('./faults.mjs').ServerAct} actFor - by the client's port
 * @property {(connection: string, id: string) => void} onArrival
 */

/**
 * A real server of `ws`: greets with the connection's name, answers every fourth message, and does what it is told to.
 * @param {ServerOwner} owner
 * @param {number} [wanted] - the port; 0 for any
 */
export async function startServer({ actFor, onArrival }, wanted = 0) {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 0 })
  const server = createServer()
  let last = 0
  // Node's HTTP server keeps its side open, which would make every connection wait for the end.
  server.on('connection', (socket) => socket.on('end', () => socket.destroySoon()))
  server.on('upgrade', (request, socket, head) => {
    const act = actFor(request.socket.remotePort ?? 0)
    socket.on('error', () => {})
    if (!server.listening) return void socket.destroy()
    if (act.retryAfter !== undefined) return void socket.end(`${REFUSAL}${act.retryAfter}\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, (ws) => {
      last += 1
      serve(ws, `${process.pid}-${last}`, act, onArrival)
    })
  })
  const port = await listenBelow(server, wanted)
  return { port, close: () => closeAll(server, sockets) }
}

/**
 * @param {import('ws').WebSocket} ws
 * @param {string} connection
 * @param {import('./faults.mjs').ServerAct} act
 * @param {ServerOwner['onArrival']} onArrival
 */
function serve(ws, connection, act, onArrival) {
  let came = 0
  let said = 0
  const say = () => ws.send(`${connection};${said++}`)
  const leave = () => (act.code === undefined ? ws.terminate() : ws.close(act.code, 'as told'))
  ws.on('error', () => {})
  ws.on('message', (data, isBinary) => {
    if (!isBinary && data.toString() === PROBE) return say()
    came += 1
    onArrival(connection, readId(data))
    if (came % 4 === 0) say()
    if (came === act.after) leave()
  })
  say()
  if (act.after === 0) leave()
}

/**
 * @param {import('node:http').Server} server
 * @param {WebSocketServer} sockets
 */
async function closeAll(server, sockets) {
  for (const ws of sockets.clients) ws.close(1001)
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
}
