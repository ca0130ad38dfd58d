import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

function open(uri, WebSocketPolyfill) {
  const doc = new Y.Doc()
  const options = { WebSocketPolyfill, disableBc: true, maxBackoffTime: 50 }
  const provider = new WebsocketProvider(uri, 'room', doc, options)
  return { text: doc.getText('text'), provider }
}

async function until(holds) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}

export async function talk({ WebSocket, uri, drop }) {
  const one = open(uri, WebSocket)
  const other = open(uri, WebSocket)
  const seen = []
  one.text.insert(0, 'hello')
  await until(() => other.text.toString() === 'hello')
  seen.push(other.text.toString())
  // Both connect again by themselves, and bring each other what was written meanwhile.
  const isDown = new Promise((resolve) => one.provider.once('connection-close', resolve))
  await drop()
  await isDown
  one.text.insert(5, ' world')
  other.text.insert(0, '> ')
  await until(() => one.text.toString() === other.text.toString() && one.text.length === 13)
  seen.push(one.text.toString())
  for (const { provider } of [one, other]) provider.destroy()
  return seen
}

export const expected = ['hello', '> hello world']
