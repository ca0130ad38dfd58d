import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { type ServerAction } from './faults.ts'
import { readId } from './messages.ts'
import { PROBE } from './profile.ts'

const REJECTION = 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: '

/** `first` is the id that came first on the connection. */
type OnReceived = (first: string, id: string) => void

/** A server of `ws`, which takes an action for each connection, by the port that it comes from. */
export async function startServer(
  wantedPort: number,
  onReceived: OnReceived,
  actionFor: (port: number) => ServerAction = () => ({}),
) {
  const http = createServer()
  const server = new WebSocketServer({ noServer: true })
  let last = 0
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {})
    if (!http.listening) return socket.destroy()
    const action = actionFor(request.socket.remotePort ?? 0)
    const { retryAfter } = action
    if (retryAfter !== undefined) return socket.end(`${REJECTION}${retryAfter}\r\n\r\n`)
    last += 1
    const name = `${process.pid}-${last}`
    return server.handleUpgrade(request, socket, head, (ws) => serve(ws, name, action, onReceived))
  })
  await once(http.listen(wantedPort, '127.0.0.1', 4096), 'listening')
  const { port } = http.address() as AddressInfo
  const close = async () => {
    for (const ws of server.clients) ws.close(1001)
    const closed = once(http.close(), 'close')
    http.closeAllConnections()
    await closed
  }
  return { port, close }
}

/** Greets with the connection's name, answers probes and every fourth message, and numbers what it says. */
function serve(ws: WebSocket, name: string, action: ServerAction, onReceived: OnReceived): void {
  const received: string[] = []
  let sent = 0
  const answer = () => ws.send(`${name};${sent++}`)
  const act = () => {
    if (received.length !== action.after) return
    if (action.code === undefined) ws.terminate()
    else ws.close(action.code)
  }
  ws.on('error', () => {})
  ws.on('message', (data, isBinary) => {
    if (!isBinary && String(data) === PROBE) return answer()
    const id = readId(data)
    received.push(id)
    onReceived(received[0] ?? id, id)
    if (received.length % 4 === 0) answer()
    return act()
  })
  answer()
  act()
}
