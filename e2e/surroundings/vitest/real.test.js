import { expect, test } from 'vitest'
import { talk } from './talk.js'

test('talks to a real server', async () => {
  const { heard, close } = await talk(process.env.WSEVENT_URI)
  expect(heard).toEqual(['hello', [1, 2, 3]])
  expect(close).toMatchObject({ code: 1000, wasClean: true, unsent: [], unconfirmed: [] })
})
