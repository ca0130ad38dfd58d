import { mockServer } from '@wsevent/testing'
import { Server } from 'mock-socket'
import { expect, test } from 'vitest'
import { talk } from './talk.js'

test('the test kit lets mock-socket have its own', async () => {
  const theirs = new Server('wss://mock.example.com/chat')
  theirs.on('connection', (socket) => {
    socket.on('message', (data) => socket.send(data))
  })
  const server = mockServer('wss://example.com/live')
  server.reply(undefined, (data) => data)
  expect((await talk('wss://example.com/live')).heard).toEqual(['hello', [1, 2, 3]])
  expect((await talk('wss://mock.example.com/chat')).heard).toEqual(['hello', [1, 2, 3]])
  server.stop()
  theirs.stop()
})
