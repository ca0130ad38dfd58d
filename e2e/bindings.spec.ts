// The hooks for React in a page, with a server that counts connections and drops them.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { readEnvironment } from './platforms/environment.ts'
import { expect, test } from './platforms/test.ts'

const MESSAGES = 10_000
const DROPS = 20

interface Counting {
  readonly uri: string
  readonly server: WebSocketServer
  /** All that have come. */
  readonly sockets: readonly WebSocket[]
}

/** Sends the messages in as many parts as there are drops, one for each connection; then it keeps the connection. */
async function startServer(): Promise<Counting> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const sockets: WebSocket[] = []
  const size = MESSAGES / (DROPS + 1)
  server.on('connection', (socket) => {
    const part = sockets.push(socket) - 1
    const end = part === DROPS ? MESSAGES : Math.floor((part + 1) * size)
    for (let at = Math.floor(part * size); at < end; at += 1) socket.send(String(at))
    if (part < DROPS) socket.close(1012)
  })
  return { uri: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, server, sockets }
}

test('React: 10,000 messages through 20 drops come once each, on one connection, and render little', async ({
  engine,
}) => {
  test.slow()
  const { uri, server, sockets } = await startServer()
  await engine.open(readEnvironment().page)
  const seen = await engine.evaluate(
    async ({ uri: target, count }) => {
      await new Promise((resolve) => {
        const script = document.createElement('script')
        script.src = '/bindings.js'
        script.addEventListener('load', resolve)
        document.head.append(script)
      })
      return wseventBindings.run(target, count)
    },
    { uri, count: MESSAGES },
  )
  expect(seen.messages).toEqual(Array.from({ length: MESSAGES }, (_, at) => String(at)))
  // Twice, since StrictMode renders twice; and once more, had another come first with the key.
  expect(seen.renders.handler).toBeLessThanOrEqual(4)
  expect(seen.renders.last).toBeLessThan(MESSAGES / 10)
  expect(sockets).toHaveLength(DROPS + 1)
  // It closes once all of them are closed.
  server.close()
  await once(server, 'close')
})
