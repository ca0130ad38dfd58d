import { Connection } from 'sharedb/lib/client/index.js'

const ask = (subject, method, ...given) =>
  new Promise((resolve, reject) => {
    subject[method](...given, (error) => (error ? reject(error) : resolve()))
  })

export async function talk({ WebSocket, uri, drop }) {
  // The library leaves reconnecting to the class.
  const socket = new WebSocket(uri, [], { reconnect: { minDelay: 20, maxDelay: 50 } })
  const connection = new Connection(socket)
  const doc = connection.get('talks', 'one')
  await ask(doc, 'create', { lines: [] })
  await ask(doc, 'subscribe')
  await ask(doc, 'submitOp', [{ p: ['lines', 0], li: 'before' }])
  const states = []
  connection.on('state', (state) => states.push(state))
  const isDown = new Promise((resolve) => connection.once('disconnected', resolve))
  await drop()
  await isDown
  // Kept by the library, and sent when the socket is open again.
  await ask(doc, 'submitOp', [{ p: ['lines', 1], li: 'after' }])
  const { lines } = doc.data
  connection.close()
  return [...lines, ...states]
}

export const expected = ['before', 'after', 'disconnected', 'connecting', 'connected']
