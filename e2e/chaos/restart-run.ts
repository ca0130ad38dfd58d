import { setTimeout as sleep } from 'node:timers/promises'
import { ChaosClient } from './client.ts'
import { drawProfile } from './profile.ts'
import { type Random } from './random.ts'
import { type Report } from './report.ts'
import { startServerProcess } from './server-process.ts'

const CLIENTS = 5
export const OUTAGES = ['SIGKILL', 'SIGTERM', 'freeze'] as const
const ROUNDS = 3

/** A few clients of a server in a process of its own, which is killed, restarted and frozen. */
export async function runThroughRestarts(random: Random, report: Report): Promise<void> {
  const clients = Array.from({ length: CLIENTS }, (_, name) => {
    const profile = drawProfile(random.fork(), 0, 'disconnect')
    return new ChaosClient(random.fork(), profile, report, name)
  })
  const server = await startServerProcess()
  const runs = clients.map((client) => client.run(`ws://127.0.0.1:${server.port}/`))
  for (const outage of Array.from({ length: ROUNDS }, () => OUTAGES).flat()) {
    await Promise.all(clients.map(untilOpen))
    await sleep(random.integer(0, 30))
    if (outage === 'freeze') await server.freeze(random.integer(0, 250))
    else await server.restart(outage)
    report.count({ [outage]: 1 })
  }
  await Promise.all(clients.map((client) => untilOpen(client).then(() => client.disconnect())))
  for (const { code } of await Promise.all(runs)) {
    if (code !== 1000) report.violations.push(`it ended with ${code}`)
  }
  for (const [login, id] of await server.stop()) {
    const client = clients.find((_, name) => login.startsWith(`login ${name}/`)) ?? clients[0]
    client?.received(login, id)
  }
  for (const client of clients) client.verify()
}

/** Resolves outside of the ONOPEN handlers, whose messages go before what is queued. */
async function untilOpen({ ws }: ChaosClient): Promise<void> {
  while (ws.readyState !== 1) {
    await new Promise((resolve) => ws.addEventListener(ws.ONOPEN, resolve, { once: true }))
    await sleep(0)
  }
}
