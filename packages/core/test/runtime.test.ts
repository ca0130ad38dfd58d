import { expect, it, vi } from 'vitest'
import { runtimeOf } from '../src/runtime.ts'

const globals = {
  setTimeout: vi.fn<(callback: () => void, delay: number) => number>(() => 7),
  clearTimeout: vi.fn<(timer: never) => void>(),
  queueMicrotask: vi.fn<(callback: () => void) => void>(),
  performance: { now: () => 42 },
}
const { clock, random, reportError } = runtimeOf(globals)

it('takes its time from the runtime', () => {
  const callback = (): void => undefined
  expect(clock.now()).toBe(42)
  clock.later(5, callback)()
  expect(globals.setTimeout.mock.calls).toEqual([[callback, 5]])
  expect(globals.clearTimeout.mock.calls).toEqual([[7]])
})

it('makes do with the clock that can be set where there is no other', () => {
  const { performance: _performance, ...rest } = globals
  vi.spyOn(Date, 'now').mockReturnValueOnce(7)
  expect(runtimeOf(rest).clock.now()).toBe(7)
})

it.each([
  [1e12, [[expect.any(Function), 0x7fffffff]]],
  [Infinity, []],
])('keeps to what a timer can hold: %d ms', (delay, expected) => {
  globals.setTimeout.mockClear()
  clock.later(delay, () => undefined)()
  expect(globals.setTimeout.mock.calls).toEqual(expected)
})

it('throws a reported error again in a microtask of its own', () => {
  const error = new Error('handler')
  reportError(error)
  expect(globals.queueMicrotask.mock.calls[0]?.[0]).toThrow(error)
})

it('draws from 0 to 1', () => {
  vi.spyOn(Math, 'random').mockReturnValueOnce(0.25)
  expect(random()).toBe(0.25)
})

it('looks the globals up at each call, so that fake timers work', () => {
  globals.performance.now = () => 43
  expect(clock.now()).toBe(43)
})
