import { WebSockets, type ConnectOptions } from '../../src/index.ts'

// Sends one message in each of some ticks, then the rest in one tick, in which the process ends.
const [, , uri = '', how = '', count = '0', lone = '0', options = '{}'] = process.argv

function end(): void {
  if (how === 'throw') throw new Error('a crash')
  if (how === 'reject') return void Promise.reject(new Error('a crash'))
  if (how === 'disconnect') client.disconnect()
  process.exit(7)
}

const client = new WebSockets()
client.addEventListener(client.ONERROR, ({ code }) => console.log(code))
client.addEventListener(client.ONOPEN, () => {
  let sent = 0
  const tick = (): void => {
    const target = sent < Number(lone) ? sent + 1 : Number(count)
    while (sent < target) client.send(`message ${sent++}`)
    if (sent < Number(count)) setImmediate(tick)
    else end()
  }
  setImmediate(tick)
})
client.connect(uri, JSON.parse(options) as ConnectOptions)
