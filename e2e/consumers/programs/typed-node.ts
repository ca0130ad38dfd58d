import { Agent } from 'node:https'
import { readFileSync } from 'node:fs'
import { WebSockets } from 'wsevent/node'

const ws = new WebSockets()

/** What Node has at hand is taken as it is. */
export function talk(controller: AbortController, ca: string): void {
  ws.addEventListener('open', () => ws.send(Buffer.from('bytes')), { signal: controller.signal })
  ws.connect(new URL('wss://localhost'), {
    agent: new Agent(),
    ca: readFileSync(ca),
    signal: controller.signal,
    tls: ws.TLS_1_3,
  })
}
