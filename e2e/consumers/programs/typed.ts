import { WebSockets, WebSocketsError, ONCLOSE, type WebSocketsEvent } from 'wsevent'
import { WebSockets as NativeSockets } from 'wsevent/browser'
import { WebSockets as NodeSockets } from 'wsevent/node'
import Default from 'wsevent'

declare const console: { log(text: string): void }
declare const process: { readonly argv: readonly string[] }

const seen: string[] = []
const ws: WebSockets = WebSockets.new()

function onEvent(event: WebSocketsEvent): void {
  if (event.type === ws.ONOPEN) {
    seen.push('open')
    ws.send('hello')
  } else if (event.type === WebSockets.ONMESSAGE) {
    const { data } = event
    seen.push(typeof data === 'string' ? `message ${data}` : `${data.byteLength} bytes`)
    ws.disconnect(3000, 'enough')
  } else if (event.type === ONCLOSE) {
    seen.push(`close ${event.code} ${event.reason}`)
    console.log(JSON.stringify(seen))
  } else {
    seen.push(`error ${event.code} ${event.reason}`)
  }
}

ws.addEventListener(ws.WSEVENT, onEvent)
ws.addEventListener('message', ({ data }) => data)
ws.connect(process.argv[2] ?? '', { connectTimeout: 10_000, headers: { 'x-consumer': 'typed' } })

const error: Error = new WebSocketsError('ERR_INVALID_URI')
// Used, so that nothing of the import is elided.
const classes: readonly unknown[] = [NativeSockets, NodeSockets, new Default(), error]
if (classes.includes(undefined)) throw error
