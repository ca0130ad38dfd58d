import { ws } from 'msw'
import { setupWorker } from 'msw/browser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { talk } from './talk.js'

const chat = ws.link('wss://example.com/chat')
const worker = setupWorker(
  chat.addEventListener('connection', ({ client }) => {
    client.addEventListener('message', ({ data }) => client.send(data))
  }),
)

beforeAll(() => worker.start({ quiet: true, onUnhandledRequest: 'bypass' }))
afterAll(() => worker.stop())

test('talks to MSW', async () => {
  const { heard, close } = await talk('wss://example.com/chat')
  expect(heard).toEqual(['hello', [1, 2, 3]])
  expect(close).toMatchObject({ code: 1000, wasClean: true, unsent: [], unconfirmed: [] })
})
