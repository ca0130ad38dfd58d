import { Server } from 'mock-socket'
import { expect, test } from 'vitest'
import { talk } from './talk.js'

test('talks to mock-socket', async () => {
  const server = new Server('wss://example.com/chat')
  server.on('connection', (socket) => {
    socket.on('message', (data) => socket.send(data))
  })
  const { heard, close } = await talk('wss://example.com/chat')
  expect(heard).toEqual(['hello', [1, 2, 3]])
  expect(close).toMatchObject({ code: 1000, wasClean: true, unsent: [], unconfirmed: [] })
  server.stop()
})
