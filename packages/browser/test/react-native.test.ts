import type { WebSocketsEvent } from '@wsevent/core'
import { describe, expect, it } from 'vitest'
import { WebSockets } from '../src/react-native.ts'
import { FakeWebSocket, usePlatform } from './support/fake-web-socket.ts'

usePlatform()

/** The events of a connection that ends as its socket does, after an error event that is empty. */
function eventsOf(
  { isOpen = true, hasFailed = false },
  close: { code: number; reason: string },
): readonly WebSocketsEvent[] {
  const events: WebSocketsEvent[] = []
  const ws = WebSockets.new()
  ws.addEventListener(ws.WSEVENT, (event) => events.push(event))
  ws.connect('wss://a.test/')
  if (isOpen) FakeWebSocket.last.open()
  if (hasFailed) FakeWebSocket.last.fail()
  FakeWebSocket.last.end({ ...close, wasClean: false })
  return events.slice(isOpen ? 1 : 0)
}

const lost = { type: 'close', code: 1006, reason: '', wasClean: false }

describe('React Native’s close event, whose wasClean is always false,', () => {
  it('is clean where there was a closing handshake', () => {
    expect(eventsOf({}, { code: 4000, reason: 'bye' })).toMatchObject([
      { type: 'close', code: 4000, reason: 'bye', wasClean: true },
    ])
  })

  it('is a lost connection where iOS makes up a code', () => {
    expect(eventsOf({}, { code: 1001, reason: 'Stream end encountered' })).toMatchObject([
      { type: 'error', code: 'ERR_CONNECTION_LOST' },
      lost,
    ])
  })

  it('says why the connection was lost', () => {
    expect(
      eventsOf({ hasFailed: true }, { code: 1006, reason: 'Software caused connection abort' }),
    ).toMatchObject([
      {
        code: 'ERR_CONNECTION_LOST',
        cause: expect.objectContaining({ message: 'Software caused connection abort' }) as Error,
      },
      lost,
    ])
  })

  it('says why the handshake was rejected', () => {
    const reason = "Expected HTTP 101 response but was '401 Unauthorized'"
    expect(eventsOf({ isOpen: false, hasFailed: true }, { code: 1006, reason })).toMatchObject([
      {
        code: 'ERR_HANDSHAKE_REJECTED',
        status: 401,
        cause: expect.objectContaining({ message: reason }) as Error,
      },
      lost,
    ])
  })
})
