import { inspect } from '@wsevent/inspector'
import { mockServer } from '@wsevent/testing'
import { WebSocket as Socket } from 'wsevent/websocket'
import { openInspector, press, textsOf, until, URI } from './stage.ts'

/** A socket of the W3C class, from its making through a drop to a close that the panel asks for. */
export async function inspectSocket(): Promise<unknown> {
  const server = mockServer(URI)
  const socket = new Socket(URI, [], { reconnect: { minDelay: 1, maxDelay: 1 } })
  const closes: unknown[] = []
  socket.addEventListener('close', ({ code, willReconnect }) => closes.push([code, willReconnect]))
  inspect(socket)
  const root = openInspector()
  await until(() => socket.readyState === 1)
  socket.send('hello')
  await server.nextMessage('hello')
  server.drop()
  await until(() => closes.length === 1 && socket.readyState === 1)
  press(root, 'Disconnect')
  await until(() => root.querySelectorAll('.row.close').length === 2 && socket.readyState === 3)
  const ownKeys = Reflect.ownKeys(socket).length
  return { rows: textsOf(root, '.row .text'), closes, ownKeys }
}
