import { expect, it } from 'vitest'
import { Deferred } from '../src/deferred.ts'

const value = { attempt: 1 }

it.each(['before', 'after'])('gives its outcome to whoever asks %s it is settled', async (when) => {
  for (const outcome of [value, new Error('no')]) {
    const deferred = new Deferred<typeof value>()
    const early = when === 'before' ? deferred.promise : undefined
    deferred.settle(outcome)
    const promise = early ?? deferred.promise
    expect(await promise.catch((error: unknown) => error)).toBe(outcome)
    expect(deferred.promise).toBe(promise)
  }
})

it('keeps the first outcome', async () => {
  const deferred = new Deferred<typeof value>()
  deferred.settle(value)
  deferred.settle({ attempt: 2 })
  deferred.settle(new Error('no'))
  expect(await deferred.promise).toBe(value)
})
