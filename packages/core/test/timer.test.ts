import { expect, it } from 'vitest'
import { later } from '../src/timer.ts'
import { FakeClock } from './fake-clock.ts'

it('calls back after the delay, and can be prevented', () => {
  const clock = new FakeClock()
  const log: string[] = []
  later(clock, 10, () => log.push('first'))
  later(clock, 10, () => log.push('prevented'))?.()
  clock.advance(9)
  expect(log).toEqual([])
  clock.advance(1)
  expect(log).toEqual(['first'])
})

it('arms nothing for a time without end', () => {
  const clock = new FakeClock()
  expect(later(clock, Infinity, () => undefined)).toBeUndefined()
  expect(clock.pending).toBe(0)
})

it('keeps to what a timer can hold', () => {
  const clock = new FakeClock()
  later(clock, 1e12, () => undefined)
  expect(clock.next).toBe(0x7fffffff)
})
