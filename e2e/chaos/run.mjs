// node e2e/chaos/run.mjs [--drops 1000] [--seed N] [--client K] — the client against a network that does its worst.
import { parseArgs } from 'node:util'
import { randomInt } from 'node:crypto'
import { Random } from './random.mjs'
import { ProxyRun } from './proxy-run.mjs'
import { RestartRun } from './restart-run.mjs'
import { leftovers } from './leftovers.mjs'
import { Summary } from './summary.mjs'

const DROPS_EACH = 25
// One client in so many has a server that is a process, which has to be started anew for each outage.
const RESTART_RUN_EVERY = 20
const RESTARTS_EACH = 8
const AT_A_TIME = 16
// Drops from which a run has met with everything.
const REPRESENTATIVE = 1000
// Milliseconds that one client may take.
const DEADLINE = 120_000

const { values } = parseArgs({
  options: {
    drops: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(randomInt(0x1_0000_0000)) },
    client: { type: 'string' },
  },
})
const drops = Number(values.drops)
const seed = Number(values.seed)
const only = values.client === undefined ? undefined : Number(values.client)
const summary = new Summary(seed)

process.on('uncaughtException', (error) => summary.fail(`uncaught: ${error.stack}`))
process.stdout.write(`${drops} drops, --seed ${seed}\n`)
const seeds = new Random(seed)
let last = -1
let running = 0
await Promise.all(Array.from({ length: AT_A_TIME }, work))
const left = await leftovers()
if (left.length > 0) summary.fail(`left over: ${left.join(', ')}`)
if (drops >= REPRESENTATIVE && only === undefined) summary.checkCoverage()
process.exitCode = summary.print() ? 0 : 1

/** Sends clients out, one after the other, until there were drops enough. */
async function work() {
  while (only === undefined ? summary.drops + running * DROPS_EACH < drops : last < only) {
    last += 1
    const index = last
    const itsSeed = seeds.integer(0, 0xffff_ffff)
    if (only !== undefined && index !== only) continue
    running += 1
    await watch(index, itsSeed)
    running -= 1
  }
}

/**
 * @param {number} index
 * @param {number} itsSeed
 */
async function watch(index, itsSeed) {
  const isRestartRun = index % RESTART_RUN_EVERY === RESTART_RUN_EVERY - 1
  const clientRun = isRestartRun
    ? new RestartRun(itsSeed, RESTARTS_EACH)
    : new ProxyRun(itsSeed, DROPS_EACH)
  const timer = setTimeout(
    () => summary.fail(`client ${index} is not done: ${clientRun.state}`),
    DEADLINE,
  )
  summary.add(index, await clientRun.run(), clientRun.kinds)
  clearTimeout(timer)
}
