import { expect, test } from 'vitest'
import { WebSockets } from 'wsevent'
import { followLastMessage, orphan } from '../src/index.ts'

const LINK = expect.stringMatching(/^ERR_INVALID_STATE useConnection https:\S+$/) as string

test('in a short build, an error is its code, its subject and a link', () => {
  expect(orphan()).toMatchObject({ code: 'ERR_INVALID_STATE', message: LINK })
  const follow = (): unknown =>
    followLastMessage(
      WebSockets.new(),
      () => ({ throttle: -1 }),
      () => undefined,
    )
  expect(follow).toThrow(/^ERR_INVALID_OPTION throttle https:\S+$/)
})
