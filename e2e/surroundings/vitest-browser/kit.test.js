import { mockServer } from '@wsevent/testing'
import { expect, test, vi } from 'vitest'
import { WebSockets } from 'wsevent'
import { WebSocket as Standard } from 'wsevent/websocket'
import { talk } from './talk.js'

/** Loses the connection, and gives it back at the second try. */
test('reconnects to the test kit under a fake clock', async () => {
  vi.useFakeTimers()
  const server = mockServer('wss://example.com/live')
  server.reply('ping', 'pong')
  const ws = WebSockets.new()
  const heard = []
  ws.addEventListener(ws.ONMESSAGE, ({ data }) => heard.push(data))
  ws.connect('wss://example.com/live', { reconnect: true })
  const connection = await server.nextConnection()
  ws.send('ping')
  expect(await connection.nextMessage()).toBe('ping')
  await vi.advanceTimersByTimeAsync(0)
  expect(heard).toEqual(['pong'])

  server.fail('refuse', { times: 1 })
  server.drop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ws.readyState).toBe(1)
  expect(server.attempts).toBe(3)
  await expect(server.nextMessage('more', { timeout: 10 })).rejects.toThrow("1 did: 'ping'")

  ws.disconnect()
  await ws.closed
  server.stop()
  vi.useRealTimers()
})

test('talks to the test kit in text and binary', async () => {
  const server = mockServer('wss://example.com/chat', {
    onConnection: (connection) => connection.send('welcome'),
  })
  server.reply(undefined, (data) => data)
  const { heard, close } = await talk('wss://example.com/chat')
  expect(heard).toEqual(['welcome', 'hello'])
  expect(await server.nextMessage(new Uint8Array([1, 2, 3]))).toBeDefined()
  expect(close).toMatchObject({ code: 1000, wasClean: true })
  server.stop()
})

test.each(['refuse', 'status', 'tls', 'half-close', 'drop'])('lives through %s', async (fault) => {
  vi.useFakeTimers()
  const server = mockServer('wss://example.com/live')
  server.fail(fault)
  const ws = WebSockets.new()
  ws.connect('wss://example.com/live')
  await vi.advanceTimersByTimeAsync(1000)
  expect(await ws.closed).toMatchObject({ code: 1006, wasClean: false })
  server.stop()
  vi.useRealTimers()
})

test('is there for wsevent/websocket', async () => {
  const server = mockServer('wss://example.com/live')
  const socket = new Standard('wss://example.com/live')
  const opened = new Promise((resolve) => socket.addEventListener('open', resolve))
  const closed = new Promise((resolve) => socket.addEventListener('close', resolve))
  await opened
  socket.send('hello')
  expect(await server.nextMessage()).toBe('hello')
  server.drop()
  expect(await closed).toMatchObject({ code: 1006, wasClean: false })
  server.stop()
})
