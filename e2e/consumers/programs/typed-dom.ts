import { WebSockets } from 'wsevent/browser'

const ws = new WebSockets()

/** What a page has at hand is taken as it is. */
export async function talk(controller: AbortController, file: Blob): Promise<void> {
  ws.addEventListener('open', () => ws.send(file), { signal: controller.signal })
  ws.connect(new URL('/chat', location.href), { signal: controller.signal })
  await ws.opened
  for await (const data of ws) console.log(typeof data === 'string' ? data : new Blob([data]).size)
}
