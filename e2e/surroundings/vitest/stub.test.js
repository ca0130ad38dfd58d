import { afterEach, expect, test, vi } from 'vitest'
import { EchoSocket } from './echo-socket.js'
import { talk } from './talk.js'

afterEach(() => vi.unstubAllGlobals())

test('talks to a stub', async () => {
  vi.stubGlobal('WebSocket', EchoSocket)
  const { heard, close } = await talk('wss://example.com/chat')
  expect(heard).toEqual(['hello', [1, 2, 3]])
  expect(close).toMatchObject({ code: 1000, reason: 'thanks', unsent: [], unconfirmed: [] })
})
