// What a dedicated worker does, whose page looks on: it has no document, and records alone.
import { inspect } from '@wsevent/inspector'
import { WebSockets } from 'wsevent/browser'

globalThis.onmessage = async ({ data: uri }: MessageEvent<string>) => {
  const ws = WebSockets.new()
  inspect(ws, { channel: 'worker', faults: true })
  ws.connect(uri, { reconnect: { minDelay: 1, maxDelay: 1 } })
  await ws.opened
  const echoed = new Promise((resolve) => ws.addEventListener(ws.ONMESSAGE, resolve))
  ws.send('from the worker')
  await echoed
  globalThis.postMessage('ready')
}
