// The test kit in the engines, which replaces their WebSocket.
import type { mockServer as MockServer } from '@wsevent/testing'
import { readEnvironment } from './platforms/environment.ts'
import { expect, test } from './platforms/test.ts'

interface Kit {
  readonly mockServer: typeof MockServer
}

/** Runs in the page: a conversation, two lost connections, a real server behind, and then the engine's own class. */
async function live(echo: string): Promise<unknown> {
  const address = '/testing.js'
  const { mockServer } = (await import(address)) as Kit
  const native = globalThis.WebSocket
  const server = mockServer('wss://example.com/live', { protocols: ['b'] })
  const ws = globalThis.wsevent.WebSockets.new()
  const events: string[] = []
  ws.addEventListener(ws.WSEVENT, (event) => {
    if (event.type === ws.ONMESSAGE) events.push(`message ${typeof event.data}`)
    else events.push('code' in event ? `${event.type} ${event.code}` : event.type)
  })
  ws.connect('wss://example.com/live', {
    protocols: ['a', 'b'],
    reconnect: { minDelay: 1, maxDelay: 1 },
  })
  const first = await server.nextConnection()
  for (const data of ['text', new Uint8Array([1]), new Blob(['blob'])]) ws.send(data)
  const received = [
    await first.nextMessage('text'),
    await first.nextMessage(new Uint8Array([1])),
    await first.nextMessage(new TextEncoder().encode('blob')),
  ].map((data) => typeof data)
  server.send('text')
  server.send(new Uint8Array([1]))
  server.fail('refuse', { times: 1 })
  server.drop()
  const second = await server.nextConnection()
  second.close(4001, 'bye')
  const close = await second.closed
  await ws.closed
  server.stop()
  const front = mockServer('wss://example.com/echo', { upstream: echo })
  const through = globalThis.wsevent.WebSockets.new()
  const echoed = new Promise((resolve) => {
    through.addEventListener(through.ONMESSAGE, ({ data }) => resolve(data))
  })
  through.connect('wss://example.com/echo', { queue: true })
  through.send('through')
  const answer = await echoed
  through.disconnect()
  await through.closed
  front.stop()
  const own = new WebSocket(echo)
  const opened = await new Promise((resolve) => {
    own.onopen = () => resolve('opened')
    own.onerror = () => resolve('failed')
  })
  own.close()
  const isBack = globalThis.WebSocket === native
  return { received, events, close, protocol: first.protocol, answer, opened, isBack }
}

test('a page’s WebSocket is the test kit’s, and then the engine’s again', async ({ engine }) => {
  const { page, server } = readEnvironment()
  await engine.open(page)
  expect(await engine.evaluate(live, `${server.ws}/echo`)).toEqual({
    received: ['string', 'object', 'object'],
    events: [
      'open',
      'message string',
      'message object',
      'error ERR_CONNECTION_LOST',
      'close 1006',
      'error ERR_CONNECT_FAILED',
      'close 1006',
      'open',
      'close 4001',
    ],
    close: { code: 4001, reason: 'bye', wasClean: true },
    protocol: 'b',
    answer: 'through',
    opened: 'opened',
    isBack: true,
  })
})
