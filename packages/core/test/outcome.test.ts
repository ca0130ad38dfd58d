import { expect, it, vi } from 'vitest'
import { Outcome } from '../src/outcome.ts'
import { settled } from './fake-platform.ts'

interface Opened {
  readonly attempt: number
}

const first = { attempt: 1 }

it('gives the value to who asked before, and to who asks later', async () => {
  const outcome = new Outcome<Opened>()
  const early = outcome.promise
  outcome.settle(first)
  expect([await early, await outcome.promise]).toEqual([first, first])
})

it('gives the error to who asked before, and to who asks later', async () => {
  const early = new Outcome<Opened>()
  const promise = early.promise
  early.settle(new Error('no'))
  await expect(promise).rejects.toThrow('no')
  const late = new Outcome<Opened>()
  late.settle(new Error('no'))
  await expect(late.promise).rejects.toThrow('no')
})

it('gives the same promise each time', () => {
  const outcome = new Outcome<Opened>()
  expect(outcome.promise).toBe(outcome.promise)
})

it('keeps the first end', async () => {
  const outcome = new Outcome<Opened>()
  expect(outcome.isSettled).toBe(false)
  outcome.settle(first)
  outcome.settle({ attempt: 2 })
  outcome.settle(new Error('no'))
  expect(outcome.isSettled).toBe(true)
  expect(await outcome.promise).toBe(first)
})

it('leaves no unhandled rejection where nobody asks', async () => {
  const onUnhandled = vi.fn()
  process.once('unhandledRejection', onUnhandled)
  new Outcome<Opened>().settle(new Error('no'))
  await settled()
  process.off('unhandledRejection', onUnhandled)
  expect(onUnhandled).not.toHaveBeenCalled()
})
