import { once } from 'node:events'
import { type AddressInfo } from 'node:net'
import { setInterval as ticks } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { WebSockets } from 'wsevent'
import * as recipe from '../../examples/recipes/acknowledgements.mjs'
import { drawPlan, LAST, NO_FAULT } from './faults.ts'
import { HEARTBEAT } from './profile.ts'
import { startProxy } from './proxy.ts'
import { type Random } from './random.ts'
import { type Report } from './report.ts'

const DROPS = 20

/** The recipe for certainty: the server handles each message once, and in order. */
export async function runAcknowledged(random: Random, report: Report): Promise<void> {
  const sent: string[] = []
  const handled: string[] = []
  let drops = 0
  const receive = recipe.acknowledgingReceiver((text) => handled.push(text))
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (socket) => {
    socket.on('error', () => {})
    socket.on('message', (data) => receive(socket, String(data)))
  })
  await once(server, 'listening')
  const { port, close } = await startProxy((server.address() as AddressInfo).port, () => {
    if (drops >= DROPS) return NO_FAULT
    const plan = drawPlan(random, 8000)
    // This server takes no actions, so the network has to end each connection.
    return { ...plan, faults: [...plan.faults, LAST] }
  })

  const ws = WebSockets.new()
  const sender = recipe.acknowledgedSender(ws)
  ws.addEventListener(ws.ONCLOSE, () => (drops += 1))
  const reconnect = { minDelay: 1, maxDelay: 10, shouldReconnect: () => true }
  ws.connect('ws://127.0.0.1', { port, reconnect, heartbeat: HEARTBEAT, connectTimeout: 400 })
  for await (const _ of ticks(1)) {
    if (drops >= DROPS && sender.pending === 0) break
    for (let rest = drops < DROPS && sender.pending < 100 ? 5 : 0; rest > 0; rest -= 1) {
      const length = sent.push(`message ${sent.length}`)
      sender.send(`message ${length - 1}`)
    }
  }
  ws.disconnect()
  await ws.closed
  await close()
  server.close()
  report.count({ drops, acknowledged: sent.length })
  if (sent.join() !== handled.join()) report.violations.push(`handled ${handled.join()}`)
}
