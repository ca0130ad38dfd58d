// node --expose-gc --import tsx e2e/chaos/soak.ts — the heap and the time that a long life costs.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSockets } from 'wsevent'
import { leftovers } from './leftovers.ts'

const TRIALS = [
  { name: 'reconnects', count: 10_000, run: (count: number) => exchange(count, 1) },
  { name: 'messages', count: 1_000_000, run: (count: number) => exchange(1, count) },
  { name: 'clients', count: 2_000, run: connectMany },
]
// Bytes by which the heap may have grown after a trial: what V8 keeps of its own.
const MAX_GROWTH = 2_000_000
// Bytes of heap at the peak, by client; the server is another process.
const MAX_CLIENT = 16_000
const AT_A_TIME = 100

const server = fork(join(import.meta.dirname, 'soak-server.ts'))
const [port] = (await once(server, 'message')) as [number]
const uri = `ws://127.0.0.1:${port}/`
const reconnect = { minDelay: 1, maxDelay: 1 }
const options = { heartbeat: { interval: 60_000 }, queue: true, reconnect }
for (const { name, count, run } of TRIALS) {
  await run(count / 20)
  const before = await heapUsed()
  const start = performance.now()
  const peak = await run(count)
  const seconds = (performance.now() - start) / 1000
  const growth = (await heapUsed()) - before
  const each = Math.round((peak - before) / count)
  console.log(`${count} ${name}, ${seconds.toFixed(1)} s, heap ${before} + ${growth}, ${each} each`)
  if (growth > MAX_GROWTH || each > MAX_CLIENT) fail('the heap grew')
}
server.disconnect()
await once(server, 'exit')
for (const name of await leftovers()) fail(`${name} is left over`)

/** One client: on each connection so many messages come back, in order, and then the server ends TCP. */
async function exchange(connections: number, messages: number): Promise<number> {
  const ws = WebSockets.new()
  let drops = 0
  let sent = 0
  let echoed = 0
  const send = () => {
    const last = Math.min(messages, sent + AT_A_TIME)
    while (sent < last) ws.send(`message ${(sent += 1)}`)
  }
  ws.addEventListener(ws.ONOPEN, () => {
    sent = echoed = 0
    send()
  })
  ws.addEventListener(ws.ONMESSAGE, ({ data }) => {
    echoed += 1
    if (data !== `message ${echoed}`) throw new Error(`${String(data)} came for ${echoed}`)
    if (echoed < messages) return echoed === sent ? send() : undefined
    drops += 1
    return drops < connections ? ws.send('drop me') : ws.disconnect()
  })
  ws.connect(uri, options)
  await ws.closed
  return heapUsed()
}

/** Clients that have had an echo, and are all open at the same time. */
async function connectMany(count: number): Promise<number> {
  const clients = Array.from({ length: count }, () => WebSockets.new())
  for (let from = 0; from < count; from += AT_A_TIME) {
    await Promise.all(clients.slice(from, from + AT_A_TIME).map(open))
  }
  const peak = await heapUsed()
  await Promise.all(clients.map((ws) => ws[Symbol.asyncDispose]()))
  return peak
}

function open(ws: WebSockets): Promise<unknown> {
  ws.connect(uri, options)
  ws.send('are you there?')
  return new Promise((resolve) => ws.addEventListener(ws.ONMESSAGE, resolve, { once: true }))
}

async function heapUsed(): Promise<number> {
  if (!globalThis.gc) throw new Error('run it with node --expose-gc')
  for (let count = 0; count < 4; count += 1) {
    globalThis.gc()
    await sleep(20)
  }
  return process.memoryUsage().heapUsed
}

function fail(what: string): void {
  process.exitCode = 1
  console.log(`FAILED ${what}`)
}
