import { ChaosClient } from './client.ts'
import { drawPlan, NO_FAULT, type Plan } from './faults.ts'
import { drawProfile } from './profile.ts'
import { startProxy } from './proxy.ts'
import { type Random } from './random.ts'
import { type Report } from './report.ts'
import { startServer } from './server.ts'

export const DROPS_EACH = 25
const REFUSE: Plan = { ...NO_FAULT, server: { after: 5, code: 4001 } }

/** One client that its proxy and its server drop again and again, until it ends for good. */
export async function runThroughProxy(random: Random, report: Report): Promise<void> {
  const profile = drawProfile(random, DROPS_EACH)
  const { ending } = profile
  const client = new ChaosClient(random.fork(), profile, report)
  const { ws } = client
  let isEnding = false
  const isCalm = () => isEnding && ending !== 'abort'
  const plans = new Map<number, Plan>()
  const planFor = (port: number) => {
    const last = ending === 'refused' ? REFUSE : NO_FAULT
    const plan = isCalm() ? last : drawPlan(random.fork(), profile.faultWithin)
    report.count({ [plan.name]: 1 })
    plans.set(port, plan)
    return plan
  }
  const actionFor = (port: number) => {
    const { server: action } = plans.get(port) ?? NO_FAULT
    if (action.retryAfter !== undefined) client.retryAfter = action.retryAfter * 1000
    return action
  }
  const server = await startServer(0, client.received, actionFor)
  const proxy = await startProxy(server.port, planFor)

  ws.addEventListener(ws.WSEVENT, ({ type }) => {
    if (type === 'close' && client.drops >= DROPS_EACH && !isEnding && ending !== 'exhausted') {
      isEnding = true
      if (ending === 'abort') setTimeout(() => client.controller.abort(), random.integer(0, 20))
    }
    if (type !== 'open' || !isCalm() || ending === 'refused') return
    if (ending === 'disconnect when dead') proxy.stall()
    setImmediate(() => client.disconnect())
  })
  const { code, wasClean, unsent } = await client.run(`ws://127.0.0.1:${proxy.port}/`)
  await proxy.close()
  await server.close()
  client.verify()
  report.count({ [ending]: 1 })
  const isClean = wasClean && code === 1000 && unsent.length === 0
  const isWrong = ending === 'disconnect' ? !isClean : ending === 'refused' && code !== 4001
  if (isWrong) report.violations.push(`${ending}: ${code}, ${unsent.length} unsent`)
}
