import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { WebSocketServer } from 'ws'
import { WebSockets } from 'wsevent'
import { acknowledgedSender, acknowledgingReceiver } from './acknowledgements.mjs'

const COUNT = 500
// Every so many messages the server drops the connection: before it handles one, or before its answer arrives.
const DROP_EVERY = 7

test('each message arrives exactly once, and in order, over many drops', async (t) => {
  /** @type {string[]} */
  const handled = []
  const receive = acknowledgingReceiver((text) => handled.push(text))
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  let received = 0
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      received += 1
      if (received % DROP_EVERY === 0) return socket.terminate()
      receive(socket, String(data))
      return received % (DROP_EVERY * 2) === 1 ? socket.terminate() : undefined
    })
  })
  await once(server, 'listening')
  t.after(() => server.close())

  const ws = WebSockets.new()
  const sender = acknowledgedSender(ws)
  const done = new Promise((resolve) => {
    ws.addEventListener(ws.ONMESSAGE, () => sender.pending === 0 && resolve(undefined))
  })
  let drops = 0
  ws.addEventListener(ws.ONCLOSE, ({ willReconnect }) => (drops += Number(willReconnect)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  ws.connect('ws://127.0.0.1', { port, reconnect: { minDelay: 1, maxDelay: 2 } })

  const sent = Array.from({ length: COUNT }, (_, index) => `message ${index}`)
  for (const text of sent) sender.send(text)
  await done
  ws.disconnect()
  await ws.closed

  assert.deepEqual(handled, sent)
  assert.ok(drops > 10, `only ${drops} drops`)
})
