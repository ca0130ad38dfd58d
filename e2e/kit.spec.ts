// The test kit in the engines, which replaces their WebSocket.
import type { mockServer as MockServer, replay as Replay } from '@wsevent/testing'
import { readEnvironment } from './platforms/environment.ts'
import { expect, test } from './platforms/test.ts'

interface Kit {
  readonly mockServer: typeof MockServer
  readonly replay: typeof Replay
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

// What the inspector exports: refused, then a conversation that is lost, and a second one that is closed.
const LOST = { type: 'close', code: 1006, reason: '', wasClean: false, willReconnect: true }
const INCIDENT = [
  { wsevent: 'log', version: 1, startedAt: '2026-11-28T10:00:00.000Z', redacted: false },
  { at: 0, type: 'connect', uri: 'wss://example.com/live' },
  { at: 0, type: 'status', readyState: 0, attempt: 1 },
  { at: 1, type: 'error', code: 'ERR_CONNECT_FAILED', reason: '' },
  { at: 1, ...LOST },
  { at: 1, type: 'status', readyState: 0, attempt: 2, delay: 1 },
  { at: 2, type: 'status', readyState: 0, attempt: 2 },
  { at: 3, type: 'open', attempt: 2, protocol: '' },
  { at: 4, type: 'sent', size: 5, text: 'hello' },
  { at: 5, type: 'message', size: 7, text: 'welcome' },
  { at: 6, type: 'message', size: 2, base64: 'AQI=' },
  { at: 7, type: 'error', code: 'ERR_CONNECTION_LOST', reason: '' },
  { at: 7, ...LOST },
  { at: 7, type: 'status', readyState: 0, attempt: 3, delay: 1 },
  { at: 8, type: 'status', readyState: 0, attempt: 3 },
  { at: 9, type: 'open', attempt: 3, protocol: '' },
  { at: 10, ...LOST, code: 4001, reason: 'bye', wasClean: true, willReconnect: false },
]

/** Runs in the page: a client that meets what another one met. */
async function again(log: string): Promise<unknown> {
  const address = '/testing.js'
  const { mockServer, replay } = (await import(address)) as Kit
  const server = mockServer('wss://example.com/live')
  const incident = replay(server, log, { speed: Infinity })
  const ws = globalThis.wsevent.WebSockets.new()
  const events: string[] = []
  ws.addEventListener(ws.WSEVENT, (event) => {
    if (event.type === ws.ONOPEN && events.length < 3) ws.send('hello')
    if (event.type === ws.ONMESSAGE)
      events.push(typeof event.data === 'string' ? event.data : new Uint8Array(event.data).join())
    else events.push('code' in event ? `${event.type} ${event.code}` : event.type)
  })
  ws.connect('wss://example.com/live', { reconnect: { minDelay: 1, maxDelay: 1 } })
  await incident.finished()
  await ws.closed
  server.stop()
  return events
}

test('a client meets again what a log says', async ({ engine }) => {
  await engine.open(readEnvironment().page)
  const log = INCIDENT.map((record) => JSON.stringify({ client: 1, ...record })).join('\n')
  expect(await engine.evaluate(again, log)).toEqual([
    'error ERR_CONNECT_FAILED',
    'close 1006',
    'open',
    'welcome',
    '1,2',
    'error ERR_CONNECTION_LOST',
    'close 1006',
    'open',
    'close 4001',
  ])
})
