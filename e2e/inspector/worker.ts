import { inspect } from '@wsevent/inspector'
import { WebSockets } from 'wsevent/browser'
import { openInspector, textsOf, until } from './stage.ts'

/** Runs in a worker. */
export async function inWorker(echo: string): Promise<void> {
  const ws = WebSockets.new()
  inspect(ws, { channel: 'worker' })
  ws.connect(echo)
  await ws.opened
  ws.send('from a worker')
}

/** A worker's client, seen in the page. */
export async function overChannel(echo: string): Promise<unknown> {
  const source = `importScripts('${location.origin}/inspector.js')
    wseventInspector.inWorker('${echo}')`
  const worker = new Worker(URL.createObjectURL(new Blob([source])))
  const root = openInspector({ channel: 'worker' })
  await until(() => root.querySelector('.row.message') !== null)
  const seen = textsOf(root, '.row.sent .text, .row.message .text')
  const names = textsOf(root, 'nav small').map((text) => text.split(' ')[0])
  worker.terminate()
  document.querySelector('ws-inspector')?.remove()
  return { seen, names }
}
