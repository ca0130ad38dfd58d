import { WebSocket } from 'ws'
import { WebSockets } from '../../src/index.ts'

// A synchronous loop of sends, by this package or by plain ws: `flood.cjs URI WHO COUNT`.
const [, , uri = '', who = '', count = '0'] = process.argv
const message = 'x'.repeat(128)

function flood(send: (data: string) => void, buffered: () => number): void {
  globalThis.gc?.()
  const before = process.memoryUsage()
  for (let i = 0; i < Number(count); i++) send(message)
  const after = process.memoryUsage()
  const grown = {
    heap: after.heapUsed - before.heapUsed,
    // Node's figure is the greatest so far, in KiB.
    rss: process.resourceUsage().maxRSS * 1024 - before.rss,
    buffered: buffered(),
  }
  console.log(JSON.stringify(grown))
}

if (who === 'ws') {
  const socket = new WebSocket(uri, { perMessageDeflate: false })
  socket.on('open', () => {
    flood(
      (data) => socket.send(data),
      () => socket.bufferedAmount,
    )
    socket.close(1000)
  })
} else {
  const client = new WebSockets()
  client.addEventListener(client.ONOPEN, () => {
    flood(
      (data) => client.send(data),
      () => client.bufferedAmount,
    )
    client.disconnect()
  })
  client.connect(uri)
}
