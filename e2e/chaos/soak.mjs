// node --expose-gc e2e/chaos/soak.mjs [--reconnects 10000] [--messages 1000000] [--clients 2000] — what it costs to live long.
import { parseArgs } from 'node:util'
import { leftovers } from './leftovers.mjs'
import { startPeer } from './soak-peer.mjs'
import { connectMany, reconnectOften, sendMany } from './soak-trials.mjs'

const { values } = parseArgs({
  options: {
    reconnects: { type: 'string', default: '10000' },
    messages: { type: 'string', default: '1000000' },
    clients: { type: 'string', default: '2000' },
  },
})

// Bytes that the heap may have more at the end than after the warm-up: what V8 keeps of its own.
const GROWTH = 2_000_000
// Bytes of heap for a client that is open and idle, the server's side of it in another process.
const CLIENT = 16_000

let failed = 0
const peer = await startPeer()
await trial('reconnects', Number(values.reconnects), reconnectOften)
await trial('messages', Number(values.messages), sendMany)
await trialOfMany(Number(values.clients))
await peer.stop()
const left = await leftovers()
check(left.length === 0, `nothing is left over${left.length > 0 ? `, but ${left.join(', ')}` : ''}`)
process.exitCode = failed > 0 ? 1 : 0

/**
 * @param {string} name
 * @param {number} count
 * @param {(port: number, count: number) => Promise<void>} run
 */
async function trial(name, count, run) {
  await run(peer.port, Math.ceil(count / 20))
  const before = await heap()
  const start = performance.now()
  await run(peer.port, count)
  const seconds = (performance.now() - start) / 1000
  const growth = (await heap()) - before
  const rate = Math.round(count / seconds).toLocaleString('en')
  const figures = `${count.toLocaleString('en')} ${name} in ${seconds.toFixed(1)} s (${rate} a second)`
  check(
    growth < GROWTH,
    `${figures}, heap ${kilobytes(before)} before, ${kilobytes(growth)} more after`,
  )
}

/** @param {number} count */
async function trialOfMany(count) {
  const before = await heap()
  const { during, echoes } = await connectMany(peer.port, count, heap)
  const each = Math.round((during - before) / count)
  const growth = (await heap()) - before
  check(
    each < CLIENT,
    `${count.toLocaleString('en')} clients, ${each.toLocaleString('en')} bytes of heap each`,
  )
  check(echoes === count, `${echoes.toLocaleString('en')} of them had their echo`)
  check(growth < GROWTH, `${kilobytes(growth)} more after the last one left`)
}

async function heap() {
  if (!globalThis.gc) throw new Error('run it with node --expose-gc')
  for (let count = 0; count < 4; count += 1) {
    globalThis.gc()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return process.memoryUsage().heapUsed
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${Math.round(bytes / 1000).toLocaleString('en')} kB`
}

/**
 * @param {boolean} isTrue
 * @param {string} what
 */
function check(isTrue, what) {
  if (!isTrue) failed += 1
  process.stdout.write(`${isTrue ? 'ok' : 'FAILED'}  ${what}\n`)
}
