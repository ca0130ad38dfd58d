import { beforeEach, describe, expect, it } from 'vitest'
import { HIGH_WATER, MAX_BYTES, Inbox } from '../src/inbox.ts'

let inbox: Inbox
let log: string[]
let canPause: boolean

beforeEach(() => {
  log = []
  canPause = true
  inbox = new Inbox({
    pause: (isHigh) => {
      log.push(isHigh ? 'high' : 'low')
      return canPause
    },
    onOverflow: () => log.push('overflow'),
    onReturn: () => log.push('return'),
  })
})

const value = (data: string): object => ({ value: data, done: false })
const DONE = { value: undefined, done: true }

describe('next', () => {
  it('gives what waits, in order', async () => {
    inbox.push('a')
    inbox.push('')
    expect([await inbox.next(), await inbox.next()]).toEqual([value('a'), value('')])
  })

  it('waits for what comes, in the order asked', async () => {
    const asked = [inbox.next(), inbox.next()]
    inbox.push('a')
    inbox.push('b')
    expect(await Promise.all(asked)).toEqual([value('a'), value('b')])
  })

  it('keeps the order over thousands of messages', async () => {
    const count = 5000
    for (let i = 0; i < count; i++) inbox.push(String(i))
    for (let i = 0; i < count; i++) expect(await inbox.next()).toEqual(value(String(i)))
  })
})

describe('the end', () => {
  it('comes after what waits, and stays', async () => {
    inbox.push('a')
    inbox.end()
    expect([await inbox.next(), await inbox.next(), await inbox.next()]).toEqual([
      value('a'),
      DONE,
      DONE,
    ])
  })

  it('with an error is thrown once, after what waits', async () => {
    inbox.push('a')
    inbox.end(new Error('lost'))
    expect(await inbox.next()).toEqual(value('a'))
    await expect(inbox.next()).rejects.toThrow('lost')
    expect(await inbox.next()).toEqual(DONE)
  })

  it('reaches those who wait', async () => {
    const asked = [inbox.next(), inbox.next()]
    inbox.end(new Error('lost'))
    await expect(asked[0]).rejects.toThrow('lost')
    expect(await asked[1]).toEqual(DONE)
  })

  it('is the first one', async () => {
    inbox.end()
    inbox.end(new Error('late'))
    expect(await inbox.next()).toEqual(DONE)
  })
})

describe('return', () => {
  it('ends the loop, discards what waits, and tells the owner', async () => {
    inbox.push('a')
    expect(await inbox.return()).toEqual(DONE)
    expect(await inbox.next()).toEqual(DONE)
    expect(log).toEqual(['return'])
  })

  it('lets the platform read on, where it had stopped', async () => {
    for (let i = 0; i < 3; i++) inbox.push('x'.repeat(HIGH_WATER / 2))
    await inbox.return()
    expect(log).toEqual(['high', 'low', 'return'])
  })

  it('tells nobody once the connection has ended', async () => {
    for (let i = 0; i < 3; i++) inbox.push('x'.repeat(HIGH_WATER / 2))
    inbox.end()
    await inbox.return()
    await inbox.return()
    expect(log).toEqual(['high'])
  })

  it('ends those who wait', async () => {
    const asked = inbox.next()
    await inbox.return()
    expect(await asked).toEqual(DONE)
  })
})

describe('pressure', () => {
  const big = 'x'.repeat(HIGH_WATER / 2)

  it('is told of once above the mark, and once when half is read', async () => {
    for (let i = 0; i < 3; i++) inbox.push(big)
    expect(log).toEqual(['high'])
    await inbox.next()
    expect(log).toEqual(['high'])
    await inbox.next()
    await inbox.next()
    expect(log).toEqual(['high', 'low'])
  })

  it('goes when what waits is discarded', () => {
    inbox.push(big)
    inbox.push(big)
    inbox.discard()
    inbox.discard()
    expect(log).toEqual(['high', 'low'])
  })

  it('counts empty messages too', () => {
    for (let i = 0; i <= HIGH_WATER / 64; i++) inbox.push('')
    expect(log).toEqual(['high'])
  })

  it('counts binary messages by their bytes', () => {
    inbox.push(new ArrayBuffer(HIGH_WATER - 64))
    expect(log).toEqual([])
    inbox.push(new ArrayBuffer(0))
    expect(log).toEqual(['high'])
  })
})

it.each<[boolean, string[]]>([
  [true, ['high', 'high']],
  [false, ['high', 'high', 'overflow']],
])('holds 16 MiB, and more only where reading stops: %s', (can, expected) => {
  canPause = can
  inbox.push(new ArrayBuffer(MAX_BYTES - 64))
  expect(log).toEqual(['high'])
  inbox.push('')
  expect(log).toEqual(expected)
})

it('is its own iterator', () => {
  expect(inbox[Symbol.asyncIterator]()).toBe(inbox)
})
