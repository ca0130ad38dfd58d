// tsx e2e/chaos/run.ts [--drops 1000] [--seed N] [--run K] — the client against a network that does its worst.
import { randomInt } from 'node:crypto'
import { inspect, parseArgs } from 'node:util'
import { runAcknowledged } from './acknowledged-run.ts'
import { DROPS } from './faults.ts'
import { leftovers } from './leftovers.ts'
import { DROPS_EACH, runThroughProxy } from './proxy-run.ts'
import { Random } from './random.ts'
import { Report } from './report.ts'
import { OUTAGES, runThroughRestarts } from './restart-run.ts'

const AT_A_TIME = 16
// One run in so many restarts its server, in seven processes, and one tests the recipe for acknowledgements.
const CYCLE = 40
const OTHERS: Record<number, typeof runThroughProxy> = {
  5: runThroughRestarts,
  10: runAcknowledged,
}
// What has to happen in a full cycle, or it proves nothing.
const OUTCOMES = ['received', 'unsent', 'unconfirmed', 'inFlight', 'acknowledged']
const EXPECTED = [...OUTCOMES, ...Object.keys(DROPS), ...OUTAGES]
// Milliseconds that one run may take.
const DEADLINE = 60_000

const { values } = parseArgs({
  options: {
    drops: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(randomInt(2 ** 32)) },
    run: { type: 'string' },
  },
})
const first = Number(values.run ?? 0)
const count = values.run ? 1 : Math.ceil(Number(values.drops) / DROPS_EACH)
const indexes = Array.from({ length: count }, (_, index) => first + index).values()
const start = performance.now()
const total = new Report()
let passed = 0

process.on('uncaughtException', (error) => total.violations.push(`uncaught: ${error.stack}`))
console.log(`${count} runs, --seed ${values.seed}`)
const work = async () => {
  // All workers share the iterator.
  for (const index of indexes) await run(index)
}
await Promise.all(Array.from({ length: AT_A_TIME }, work))
for (const name of await leftovers()) total.violations.push(`${name} is left over`)
const missing = EXPECTED.filter((name) => count >= CYCLE && !total.counts[name])
total.violations.push(...missing.map((name) => `"${name}" never came`))
finish()

async function run(index: number): Promise<void> {
  const how = `--seed ${values.seed} --run ${index}`
  const report = new Report()
  const timer = setTimeout(() => {
    total.violations.push(`${how} is not done: ${JSON.stringify(report.counts)}`)
    finish()
  }, DEADLINE)
  const runIt = OTHERS[index % CYCLE] ?? runThroughProxy
  const random = new Random(Number(values.seed) + index)
  await runIt(random, report).catch((error: unknown) => report.violations.push(inspect(error)))
  clearTimeout(timer)
  total.count(report.counts)
  const { violations } = report
  if (violations.length === 0) passed += 1
  else total.violations.push([how, ...violations.slice(0, 8)].join('\n  '))
}

function finish(): never {
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${JSON.stringify(total.counts)} in ${seconds} s`)
  for (const violation of total.violations) console.log(`FAILED ${violation}`)
  console.log(`${passed} passed, ${total.violations.length} failed`)
  process.exit(total.violations.length > 0 ? 1 : 0)
}
