import { expect, it, vi } from 'vitest'
import { listen } from '../src/listen.ts'

it('listens until it is told to end', () => {
  const target = new EventTarget()
  const hear = vi.fn()
  const quit = listen(target, 'online', hear)
  target.dispatchEvent(new Event('online'))
  quit()
  target.dispatchEvent(new Event('online'))
  expect(hear).toHaveBeenCalledTimes(1)
})

it.each([
  ['no target', undefined],
  ['a target that takes no listeners', {}],
])('does nothing with %s', (_what, target) => {
  expect(() => listen(target, 'online', vi.fn())()).not.toThrow()
})
