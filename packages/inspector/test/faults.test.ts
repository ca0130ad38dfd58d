import { WebSockets } from '@wsevent/browser'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inspect, type Inspection } from '../src/index.ts'
import { mockServer, type MockServer } from '../../testing/src/index.ts'

const URI = 'wss://example.com/live'
const RECONNECT = { minDelay: 1, maxDelay: 1 }

const native = globalThis.WebSocket

let server: MockServer
let ws: WebSockets
let inspection: Inspection

beforeEach(() => {
  // Node 20 has none, and the kit wants one to replace.
  globalThis.WebSocket ??= EventTarget as unknown as typeof WebSocket
  server = mockServer(URI)
  ws = WebSockets.new()
  inspection = inspect(ws, { faults: true })
})

afterEach(async () => {
  if (ws.readyState !== 3) {
    ws.disconnect()
    await ws.closed
  }
  inspection.stop()
  server.stop()
  globalThis.WebSocket = native
})

const act = (...[action, value]: [string, number?]): void =>
  inspection.controls?.act(action as 'drop', 1, value)

async function next(type: 'open' | 'close' | 'error' | 'message'): Promise<object> {
  return new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }))
}

test('messages pass when nothing is wrong, text and binary', async () => {
  ws.connect(URI)
  await ws.opened
  ws.send('hello')
  await server.nextMessage('hello')
  const message = next('message')
  server.send(new Uint8Array([1]))
  expect(await message).toMatchObject({ data: new Uint8Array([1]).buffer })
})

test('a drop is a 1006, and the client comes back', async () => {
  ws.connect(URI, { reconnect: RECONNECT })
  await ws.opened
  const close = next('close')
  act('drop')
  expect(await close).toMatchObject({ code: 1006, willReconnect: true })
  await next('open')
})

test('a server that was killed refuses until it is revived', async () => {
  ws.connect(URI, { reconnect: RECONNECT })
  await ws.opened
  const error = next('error')
  act('kill')
  expect(await error).toMatchObject({ code: 'ERR_CONNECTION_LOST' })
  await next('close')
  expect(await next('error')).toMatchObject({ code: 'ERR_CONNECT_FAILED' })
  act('revive')
  await next('open')
})

test('offline holds what is open, in order, and new sockets fail', async () => {
  ws.connect(URI)
  await ws.opened
  act('offline')
  ws.send('one')
  ws.send('two')
  expect(ws.bufferedAmount).toBe(6)
  const second = WebSockets.new()
  second.connect(URI)
  expect(await second.closed).toMatchObject({ code: 1006 })
  act('online')
  expect(await server.nextMessage()).toBe('one')
  expect(await server.nextMessage()).toBe('two')
})

test('a delay is waited for, each way', async () => {
  ws.connect(URI)
  await ws.opened
  act('delay', 20)
  const began = performance.now()
  const message = next('message')
  ws.send('ping')
  await server.nextMessage('ping')
  server.send('pong')
  await message
  expect(performance.now() - began).toBeGreaterThan(38)
  expect(() => act('delay', -1)).toThrow(/0 to 60,000/)
})

test('the platform’s class is back when the last one is stopped', () => {
  const faulty = globalThis.WebSocket
  const more = inspect(WebSockets.new(), { faults: true })
  inspection.stop()
  expect(globalThis.WebSocket).toBe(faulty)
  more.stop()
  expect(globalThis.WebSocket).not.toBe(faulty)
})
