import { afterEach, expect, test, vi } from 'vitest'
import { WebSockets } from 'wsevent'
import { EchoSocket } from './echo-socket.js'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('reconnects by fake timers', async () => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', EchoSocket)
  const ws = WebSockets.new()
  ws.connect('wss://example.com/chat', { reconnect: true })
  await ws.opened
  EchoSocket.last.onclose({ code: 1006, reason: '', wasClean: false })
  expect(ws.readyState).toBe(0)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ws.readyState).toBe(1)
  ws.disconnect()
  await ws.closed
})
