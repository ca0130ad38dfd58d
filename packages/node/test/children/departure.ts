import { readFileSync } from 'node:fs'
import { WebSockets } from '../../src/index.ts'

// Sends one message in each of some ticks, then many in one, and ends the process within it: `departure.cjs URI HOW COUNT CA LONE`.
const [, , uri = '', how = '', count = '0', ca, lone = '0'] = process.argv

const HOW: Readonly<Record<string, (client: WebSockets) => void>> = {
  exit: () => process.exit(7),
  throw: () => {
    throw new Error('a crash')
  },
  reject: () => void Promise.reject(new Error('a crash')),
  disconnect: (client) => {
    client.disconnect()
    process.exit(7)
  },
}

const client = new WebSockets()
client.addEventListener(client.ONERROR, ({ code }) => console.log(code))
client.addEventListener(client.ONOPEN, () => {
  let sent = 0
  const tick = (): void => {
    const target = sent < Number(lone) ? sent + 1 : Number(count)
    while (sent < target) client.send(`message ${sent++}`)
    if (sent < Number(count)) setTimeout(tick, 5)
    else HOW[how]?.(client)
  }
  setImmediate(tick)
})
client.connect(uri, ca ? { ca: readFileSync(ca, 'utf8') } : {})
