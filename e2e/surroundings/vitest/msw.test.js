import { ws } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { talk } from './talk.js'

const chat = ws.link('wss://example.com/chat')
const server = setupServer(
  chat.addEventListener('connection', ({ client }) => {
    client.addEventListener('message', ({ data }) => client.send(data))
  }),
)

beforeAll(() => server.listen())
afterAll(() => server.close())

test('talks to MSW', async () => {
  const { heard, close } = await talk('wss://example.com/chat')
  expect(heard).toEqual(['hello', [1, 2, 3]])
  expect(close).toMatchObject({ code: 1000, wasClean: true, unsent: [], unconfirmed: [] })
})
