import { expect, it } from 'vitest'
import { WebSockets } from '../src/index.ts'

it('a constructor with arguments throws, and says where they belong', () => {
  const message = expect.stringContaining('connect()') as string
  const error = expect.objectContaining({ code: 'ERR_INVALID_OPTION', message }) as Error
  expect(() => Reflect.construct(WebSockets, ['ws://127.0.0.1/']) as unknown).toThrow(error)
})
