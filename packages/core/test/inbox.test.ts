import { beforeEach, expect, it } from 'vitest'
import { HIGH_WATER, MAX_BYTES, Inbox } from '../src/inbox.ts'

let inbox: Inbox
let log: string[]
let canPause: boolean

beforeEach(() => {
  log = []
  canPause = true
  const pause = (isHigh: boolean): boolean => {
    log.push(isHigh ? 'high' : 'low')
    return canPause
  }
  inbox = new Inbox(() => log.push('return'), pause)
})

const valueOf = (value: string): object => ({ value, done: false })
const DONE = { value: undefined, done: true }
// Two of them exceed the mark.
const HALF = 'x'.repeat(HIGH_WATER / 4)

const push = (...messages: string[]): void => messages.forEach((data) => inbox.push(data))
/** The results of so many calls of `next`, errors included. */
function next(count: number): Promise<unknown[]> {
  const results = Array.from({ length: count }, () => inbox.next())
  return Promise.all(results.map((result) => result.catch((error: unknown) => error)))
}

it('gives what waits and then what comes, in order', async () => {
  push('a', '')
  const asked = next(4)
  push('b', 'c')
  expect(await asked).toEqual(['a', '', 'b', 'c'].map(valueOf))
})

const lost = new Error('lost')
it.each([
  ['no error', undefined, [DONE, DONE]],
  ['an error, which it throws once', lost, [lost, DONE]],
])('ends after what waits, with %s', async (_what, error, end) => {
  push('a')
  inbox.end(error)
  inbox.end(new Error('late'))
  expect(await next(3)).toEqual([valueOf('a'), ...end])
})

it.each([
  ['the end', () => inbox.end(lost), [lost, DONE]],
  ['return', () => void inbox.return(), [DONE, DONE]],
])('%s reaches those who wait', async (_what, act, expected) => {
  const asked = next(2)
  act()
  expect(await asked).toEqual(expected)
})

it('discards what waits at return, lets the platform read on, and tells the owner', async () => {
  push(HALF, HALF, HALF)
  expect(await inbox.return()).toEqual(DONE)
  expect(await next(1)).toEqual([DONE])
  expect(log).toEqual(['high', 'low', 'return'])
})

it('has no say in the next connection once its own has ended', async () => {
  push(HALF, HALF, HALF, HALF)
  inbox.end()
  await next(3)
  await inbox.return()
  await inbox.return()
  expect(log).toEqual(['high'])
})

it('reports pressure once above the mark, and once when half is read or all is discarded', async () => {
  push(...Array.from({ length: 5 }, () => 'x'.repeat(HIGH_WATER / 8)))
  await next(3)
  expect(log).toEqual(['high'])
  await next(1)
  expect(log).toEqual(['high', 'low'])
  push(HALF, HALF)
  inbox.dropAll()
  inbox.dropAll()
  expect(log).toEqual(['high', 'low', 'high', 'low'])
})

it.each([
  ['bytes of a binary message', [new ArrayBuffer(HIGH_WATER - 64)]],
  ['units of a text', ['x'.repeat(HIGH_WATER / 2 - 32)]],
  ['empty messages', Array.from({ length: HIGH_WATER / 64 }, () => '')],
])('counts %s', (_what, messages) => {
  for (const data of messages) inbox.push(data)
  expect(log).toEqual([])
  push('')
  expect(log).toEqual(['high'])
})

it.each([true, false])('holds 16 MiB, and more only if reading stops: %s', (can) => {
  canPause = can
  expect(inbox.push(new ArrayBuffer(MAX_BYTES - 64))).toBe(false)
  expect(log).toEqual(['high'])
  expect(inbox.push('')).toBe(!can)
  expect(log).toEqual(['high', 'high'])
})
