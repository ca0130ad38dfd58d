import { WebSockets as BrowserClient } from '@wsevent/browser'
import { WebSockets as NodeClient, type WebSocketsEvent } from '@wsevent/node'

/** The client on either adapter; both take the options that are common. */
export const adapters = [
  {
    name: 'the Node adapter',
    create: (): BrowserClient => new NodeClient(),
    isNode: true,
  },
  { name: 'the browser adapter', create: (): BrowserClient => new BrowserClient(), isNode: false },
]

export const uri = 'wss://example.com/live'

/** Everything that a client says, as one line each. */
export function listen(ws: BrowserClient): string[] {
  const lines: string[] = []
  ws.addEventListener(ws.WSEVENT, (event) => lines.push(lineOf(event)))
  return lines
}

function lineOf(event: WebSocketsEvent): string {
  switch (event.type) {
    case 'open':
      return `open ${event.attempt} ${event.protocol}`.trim()
    case 'message':
      return `message ${typeof event.data === 'string' ? event.data : event.data.byteLength}`
    case 'error':
      return `error ${event.code}${event.status === undefined ? '' : ` ${event.status}`}`
    case 'close':
      return `close ${event.code} ${event.reason}${event.wasClean ? ' clean' : ''}`
  }
}
