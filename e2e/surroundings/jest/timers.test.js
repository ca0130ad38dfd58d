const { WebSockets } = require('wsevent')
const EchoSocket = require('./echo-socket.js')

test('reconnects by fake timers', async () => {
  // The stand-in uses microtasks.
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] })
  globalThis.WebSocket = EchoSocket
  const ws = WebSockets.new()
  ws.connect('wss://example.com/chat', { reconnect: true })
  await ws.opened
  EchoSocket.last.onclose({ code: 1006, reason: '', wasClean: false })
  expect(ws.readyState).toBe(0)
  await jest.advanceTimersByTimeAsync(60_000)
  expect(ws.readyState).toBe(1)
  ws.disconnect()
  await ws.closed
})
