import { readFileSync } from 'node:fs'
import { WebSockets } from '../../src/index.ts'

// Sends in one tick, and ends the process within it: `departure.cjs URI HOW COUNT CA`.
const [, , uri = '', how = '', count = '0', ca] = process.argv

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
  setImmediate(() => {
    for (let i = 0; i < Number(count); i++) client.send(`message ${i}`)
    HOW[how]?.(client)
  })
})
client.connect(uri, ca ? { ca: readFileSync(ca, 'utf8') } : {})
