// node e2e/chaos/acknowledgements.mjs [--seed N] — the recipe for certainty, through the proxy that drops connections.
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { WebSocketServer } from 'ws'
import { WebSockets } from 'wsevent'
import {
  acknowledgedSender,
  acknowledgingReceiver,
} from '../../examples/recipes/acknowledgements.mjs'
import { Random } from './random.mjs'
import { CALM, drawPlan } from './faults.mjs'
import { Proxy } from './proxy.mjs'
import { SILENCE } from './profile.mjs'

const CLIENTS = 10
const DROPS = 20
const OPTIONS = {
  reconnect: { minDelay: 1, maxDelay: 10, shouldReconnect: () => true },
  heartbeat: { interval: 20, timeout: 60 },
  connectTimeout: 400,
}

const { values } = parseArgs({ options: { seed: { type: 'string' } } })
const seed = Number(values.seed ?? randomInt(0x1_0000_0000))
const seeds = new Random(seed)
process.stdout.write(`--seed ${seed}\n`)
const results = await Promise.all(Array.from({ length: CLIENTS }, () => run(seeds.fork())))
const passed = results.filter(({ isWhole }) => isWhole).length
const sum = (/** @type {'drops' | 'messages'} */ name) =>
  results.reduce((total, result) => total + result[name], 0)
process.stdout.write(`${sum('messages')} messages over ${sum('drops')} drops\n`)
process.stdout.write(`${passed} passed, ${CLIENTS - passed} failed\n`)
process.exitCode = passed === CLIENTS ? 0 : 1

/** One client: everything that it sends is handled once, and in order. @param {Random} random */
async function run(random) {
  /** @type {string[]} */
  const handled = []
  const server = await startServer(handled)
  let drops = 0
  const plan = () => (drops < DROPS ? drawNetworkPlan(random) : CALM)
  const proxy = new Proxy(() => server.port, plan)
  await proxy.listen()

  const ws = WebSockets.new()
  const sender = acknowledgedSender(ws)
  ws.addEventListener(ws.ONCLOSE, () => (drops += 1))
  ws.connect('ws://127.0.0.1', { ...OPTIONS, port: proxy.port })
  const sent = await sendUntil(() => drops >= DROPS, sender)
  const emptied = new Promise((resolve) => {
    ws.addEventListener(ws.ONMESSAGE, () => sender.pending === 0 && resolve(undefined))
  })
  if (sender.pending > 0) await emptied
  ws.disconnect()
  await ws.closed
  await proxy.close()
  server.stop()
  const isWhole = handled.length === sent.length && handled.every((text, at) => text === sent[at])
  return { isWhole, drops, messages: sent.length }
}

/** What the network alone does: this server has no other orders. @param {Random} random */
function drawNetworkPlan(random) {
  for (;;) {
    const plan = drawPlan(random.fork(), { faultWithin: 8000, silence: SILENCE })
    if (plan.faults.length > 0 && Object.keys(plan.server).length === 0) return plan
  }
}

/** @param {string[]} handled */
async function startServer(handled) {
  const receive = acknowledgingReceiver((text) => handled.push(text))
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (socket) => {
    socket.on('error', () => {})
    socket.on('message', (data) => receive(socket, String(data)))
  })
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { port, stop: () => server.close() }
}

/**
 * @param {() => boolean} isDone
 * @param {ReturnType<typeof acknowledgedSender>} sender
 */
async function sendUntil(isDone, sender) {
  const sent = []
  while (!isDone()) {
    for (let rest = sender.pending < 100 ? 5 : 0; rest > 0; rest -= 1) {
      sent.push(`message ${sent.length}`)
      sender.send(/** @type {string} */ (sent.at(-1)))
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  return sent
}
