import { WebSockets } from '@wsevent/node'
import { expect, test } from 'vitest'
import { inspect } from '../src/index.ts'
import { mockServer, replay } from '../../testing/src/node.ts'

const URI = 'wss://example.com/live'

type Server = ReturnType<typeof mockServer>

/** A client that is refused once, talks, is lost, and comes back; gives what it heard. */
function join(): { readonly ws: WebSockets; readonly heard: string[] } {
  const ws = WebSockets.new()
  const heard: string[] = []
  ws.addEventListener(ws.WSEVENT, (event) => {
    if (event.type === ws.ONOPEN) ws.send('hello')
    if (event.type === ws.ONMESSAGE) heard.push(String(event.data))
    else heard.push(event.type)
  })
  return { ws, heard }
}

const start = (ws: WebSockets): void =>
  ws.connect(`${URI}?token=secret`, { reconnect: { minDelay: 1, maxDelay: 1 } })

async function live(server: Server, ws: WebSockets): Promise<void> {
  const first = await server.nextConnection()
  await first.nextMessage('hello')
  const message = new Promise((resolve) => ws.addEventListener('message', resolve, { once: true }))
  first.send('welcome')
  await message
  server.drop()
  const second = await server.nextConnection()
  await second.nextMessage('hello')
  second.close(4001, 'bye')
}

test('the test kit lives through what was recorded', async () => {
  const server = mockServer(URI)
  server.fail('refuse', { times: 1 })
  const was = join()
  const inspection = inspect(was.ws)
  start(was.ws)
  await live(server, was.ws)
  await was.ws.closed
  await Promise.resolve()
  server.stop()
  inspection.stop()

  const again = mockServer(URI)
  const replayed = replay(again, inspection.export(), { speed: Infinity })
  const is = join()
  start(is.ws)
  await replayed.finished()
  await is.ws.closed
  again.stop()
  expect(is.heard).toEqual(was.heard)
  expect(is.heard).toContain('welcome')
})
