import { expect, it, vi } from 'vitest'
import { Outcome } from '../src/outcome.ts'
import { settled } from './fake-platform.ts'

it('gives the value to who asked before, and to who asks later', async () => {
  const outcome = new Outcome<number>()
  const early = outcome.promise
  outcome.settle(1)
  expect([await early, await outcome.promise]).toEqual([1, 1])
})

it('gives the error to who asked before, and to who asks later', async () => {
  const early = new Outcome<number>()
  const promise = early.promise
  early.settle(undefined, new Error('no'))
  await expect(promise).rejects.toThrow('no')
  const late = new Outcome<number>()
  late.settle(undefined, new Error('no'))
  await expect(late.promise).rejects.toThrow('no')
})

it('gives the same promise each time', () => {
  const outcome = new Outcome<number>()
  expect(outcome.promise).toBe(outcome.promise)
})

it('keeps the first end', async () => {
  const outcome = new Outcome<number>()
  expect(outcome.isSettled).toBe(false)
  outcome.settle(1)
  outcome.settle(2)
  outcome.settle(undefined, new Error('no'))
  expect(outcome.isSettled).toBe(true)
  expect(await outcome.promise).toBe(1)
})

it('leaves no unhandled rejection where nobody asks', async () => {
  const onUnhandled = vi.fn()
  process.once('unhandledRejection', onUnhandled)
  new Outcome<number>().settle(undefined, new Error('no'))
  await settled()
  process.off('unhandledRejection', onUnhandled)
  expect(onUnhandled).not.toHaveBeenCalled()
})
