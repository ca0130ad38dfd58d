import { afterEach, expect, test, vi } from 'vitest'
import { talk } from './talk.js'

afterEach(() => vi.unstubAllGlobals())

/** A WebSocket of one's own: what the client needs is no more than this. */
class EchoSocket {
  readyState = 0
  protocol = ''
  constructor(url) {
    this.url = url
    queueMicrotask(() => {
      this.readyState = 1
      this.onopen?.({ type: 'open' })
    })
  }
  send(data) {
    queueMicrotask(() => this.onmessage?.({ type: 'message', data }))
  }
  close(code = 1005, reason = '') {
    this.readyState = 3
    queueMicrotask(() => this.onclose?.({ type: 'close', code, reason, wasClean: true }))
  }
}

test('talks to a stub', async () => {
  vi.stubGlobal('WebSocket', EchoSocket)
  const { heard, close } = await talk('wss://example.com/chat')
  expect(heard).toEqual(['hello', [1, 2, 3]])
  expect(close).toMatchObject({ code: 1000, reason: 'thanks', unsent: [], unconfirmed: [] })
})
