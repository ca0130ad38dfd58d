import { WebSockets } from 'wsevent/browser'
import { ONMESSAGE, WebSockets as Alone } from 'wsevent/wsevent.min.mjs'
import 'wsevent/wsevent.js'
import 'wsevent/wsevent.min.js'
import { WebSocket as WebSocketClass } from 'wsevent/websocket'

const ws = new WebSockets()

/** What a page has at hand is taken as it is. */
export async function talk(controller: AbortController, file: Blob): Promise<void> {
  ws.addEventListener('open', () => ws.send(file), { signal: controller.signal })
  ws.connect(new URL('/chat', location.href), { signal: controller.signal })
  await ws.opened
  for await (const data of ws) console.log(typeof data === 'string' ? data : new Blob([data]).size)
}

/** The single files: a module, and a global. */
export function listen(): void {
  for (const client of [Alone.new(), globalThis.WebSockets.new()]) {
    client.addEventListener(ONMESSAGE, ({ data }) => console.log(data))
    client.connect('wss://example.com', { port: 8443 })
  }
}
// The W3C class fits where a library asks for the DOM's.
const Class: typeof globalThis.WebSocket = WebSocketClass
const socket: globalThis.WebSocket = new WebSocketClass('/echo')
socket.onmessage = ({ data }: MessageEvent<string>) => data
new Class('/echo').addEventListener('close', ({ code }) => code)
