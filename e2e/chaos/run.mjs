// node e2e/chaos/run.mjs [--drops 1000] [--seed N] [--journey K] — the client against a network that does its worst.
import { parseArgs } from 'node:util'
import { randomInt } from 'node:crypto'
import { Chance } from './chance.mjs'
import { Journey } from './journey.mjs'
import { Outage } from './outage.mjs'
import { leftovers } from './leftovers.mjs'
import { Tally } from './tally.mjs'

const DROPS_EACH = 25
// One client in so many has a server that is a process, which has to be started anew for each outage.
const OUTAGE_EVERY = 20
const OUTAGES_EACH = 8
const AT_A_TIME = 16
// Drops from which a run has met with everything.
const REPRESENTATIVE = 1000
// Milliseconds that one client may take.
const DEADLINE = 120_000

const { values } = parseArgs({
  options: {
    drops: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(randomInt(0x1_0000_0000)) },
    journey: { type: 'string' },
  },
})
const drops = Number(values.drops)
const seed = Number(values.seed)
const only = values.journey === undefined ? undefined : Number(values.journey)
const tally = new Tally(seed)

process.on('uncaughtException', (error) => tally.fail(`uncaught: ${error.stack}`))
process.stdout.write(`${drops} drops, --seed ${seed}\n`)
const seeds = new Chance(seed)
let last = -1
let running = 0
await Promise.all(Array.from({ length: AT_A_TIME }, work))
const left = await leftovers()
if (left.length > 0) tally.fail(`left over: ${left.join(', ')}`)
if (drops >= REPRESENTATIVE && only === undefined) tally.checkTroubles()
process.exitCode = tally.print() ? 0 : 1

/** Sends clients out, one after the other, until there were drops enough. */
async function work() {
  while (only === undefined ? tally.drops + running * DROPS_EACH < drops : last < only) {
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
  const isOutage = index % OUTAGE_EVERY === OUTAGE_EVERY - 1
  const journey = isOutage ? new Outage(itsSeed, OUTAGES_EACH) : new Journey(itsSeed, DROPS_EACH)
  const timer = setTimeout(
    () => tally.fail(`client ${index} is not done: ${journey.state}`),
    DEADLINE,
  )
  tally.add(index, await journey.run(), journey.kinds)
  clearTimeout(timer)
}
