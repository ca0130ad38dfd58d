import { WebSockets } from '../../src/index.ts'

// A synchronous loop of sends; prints the memory that it took.
const [, , uri = '', count = '0'] = process.argv
const message = 'x'.repeat(128)

const client = new WebSockets()
client.addEventListener(client.ONOPEN, () => {
  globalThis.gc?.()
  const before = process.memoryUsage()
  for (let i = 0; i < Number(count); i++) client.send(message)
  const heap = process.memoryUsage().heapUsed - before.heapUsed
  // Node's figure is the greatest so far, in KiB.
  const rss = process.resourceUsage().maxRSS * 1024 - before.rss
  console.log(JSON.stringify({ heap, rss, buffered: client.bufferedAmount }))
  client.disconnect()
})
client.connect(uri)
