import { mockServer } from '@wsevent/testing'
import { http, HttpResponse, ws as chat } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { talk } from './talk.js'

const link = chat.link('wss://msw.example.com/chat')
const msw = setupServer(
  http.get('https://example.com/live', () => HttpResponse.text('page')),
  link.addEventListener('connection', ({ client }) => {
    client.addEventListener('message', ({ data }) => client.send(data))
  }),
)

beforeAll(() => msw.listen())
afterAll(() => msw.close())

test('the test kit and MSW share a host, and the global WebSocket', async () => {
  const server = mockServer('wss://example.com/live')
  server.reply(undefined, (data) => data)
  expect((await talk('wss://example.com/live')).heard).toEqual(['hello', [1, 2, 3]])
  expect((await talk('wss://msw.example.com/chat')).heard).toEqual(['hello', [1, 2, 3]])
  expect(await (await fetch('https://example.com/live')).text()).toBe('page')
  server.stop()
})
