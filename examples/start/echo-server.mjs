import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { WebSocketServer } from 'ws'
import { listen } from './listen.mjs'

const GREETING = 'Welcome! I echo what you send.'
const GRACE = 300

/**
 * Starts the echo on two free ports of loopback, plain and TLS.
 * @param {{ cert: string, key: string }} certificate
 */
export async function startEchoServer(certificate) {
  const plain = createServer(refuseHttp)
  const secure = createTlsServer(certificate, refuseHttp)
  const echoes = [plain, secure].map(attachEcho)
  const [port, tlsPort] = await Promise.all([listen(plain, 0), listen(secure, 0)])
  return { port, tlsPort, close: () => closeAll(echoes, [plain, secure]) }
}

/** @param {import('node:http').Server} server */
function attachEcho(server) {
  // handleProtocols is left to ws, whose choice is the first protocol that the client offers.
  const echo = new WebSocketServer({ server })
  echo.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
    // A client that breaks the protocol is closed by ws; it must not end the server.
    socket.on('error', () => {})
    socket.send(GREETING)
  })
  return echo
}

function refuseHttp(_request, response) {
  response.writeHead(426, { upgrade: 'websocket', 'content-type': 'text/plain; charset=utf-8' })
  response.end('This is a WebSocket echo server. Connect to it with ws://.\n')
}

async function closeAll(echoes, servers) {
  for (const echo of echoes) {
    for (const socket of echo.clients) {
      socket.close(1001, 'the server is going away')
      // Who does not answer the close is not waited for.
      setTimeout(() => socket.terminate(), GRACE).unref()
    }
    echo.close()
  }
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
}
