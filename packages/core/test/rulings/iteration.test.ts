import { beforeEach, describe, expect, it } from 'vitest'
import { HIGH_WATER, MAX_BYTES } from '../../src/inbox.ts'
import type { MessageData } from '../../src/events.ts'
import { Bench, codeOf, settled } from '../fake-platform.ts'

let bench: Bench

beforeEach(() => {
  bench = new Bench()
})

/** Runs a loop over the messages to its end, or to the first that `isLast` knows. */
async function read(isLast = (_data: MessageData): boolean => false): Promise<unknown[]> {
  const got: unknown[] = []
  try {
    for await (const data of bench.ws) {
      got.push(data)
      if (isLast(data)) break
    }
  } catch (error) {
    got.push((error as { code: string }).code)
  }
  return got
}

const half = 'x'.repeat(HIGH_WATER / 4)

describe('a loop', () => {
  it('gets the messages, and ends at a clean final close', async () => {
    bench.open()
    const loop = read()
    bench.transport.message('a')
    bench.transport.message('b')
    bench.transport.end(1000, '', true)
    expect(await loop).toEqual(['a', 'b'])
    expect(bench.trace).toEqual(['message a', 'message b', 'close 1000'])
  })

  it('collects from the first call on, before the connection and before the first next', async () => {
    const loop = bench.ws[Symbol.asyncIterator]()
    bench.open().transport.message('a')
    expect(await loop.next()).toEqual({ value: 'a', done: false })
  })

  it('spans reconnects', async () => {
    bench.open({ reconnect: true })
    const loop = read()
    bench.transport.message('a')
    bench.transport.end()
    bench.retry().transport.open()
    bench.transport.message('b')
    bench.transport.end(1000, '', true)
    expect(await loop).toEqual(['a', 'b'])
  })

  it('throws the last error after what came before it', async () => {
    bench.open()
    const loop = read()
    bench.transport.message('a')
    bench.transport.end()
    expect(await loop).toEqual(['a', 'ERR_CONNECTION_LOST'])
  })

  it('ends without an error after a disconnect, in every state', async () => {
    bench.connect()
    const connecting = read()
    bench.ws.disconnect()
    bench.clock.advance(0)
    bench.connect({ reconnect: true }).transport.end()
    const waiting = read()
    bench.ws.disconnect()
    bench.clock.advance(0)
    bench.open()
    const open = read()
    bench.ws.disconnect()
    bench.clock.advance(5000)
    expect(await Promise.all([connecting, waiting, open])).toEqual([[], [], []])
  })

  it('begun after the final close tells how that was', async () => {
    bench.open().transport.end()
    expect(await read()).toEqual(['ERR_CONNECTION_LOST'])
    bench.open().transport.end(1000, '', true)
    expect(await read()).toEqual([])
  })

  it('is one at a time', async () => {
    bench.open()
    const loop = bench.ws[Symbol.asyncIterator]()
    expect(codeOf(() => bench.ws[Symbol.asyncIterator]())).toBe('ERR_INVALID_STATE')
    bench.transport.message('a')
    expect(await loop.next()).toEqual({ value: 'a', done: false })
    await loop.return?.()
    bench.transport.end(1000, '', true)
    bench.open()
    expect(codeOf(() => bench.ws[Symbol.asyncIterator]())).toBeUndefined()
  })
})

describe('break', () => {
  it('disconnects', async () => {
    bench.open()
    const loop = read((data) => data === 'b')
    for (const data of ['a', 'b', 'c']) bench.transport.message(data)
    expect(await loop).toEqual(['a', 'b'])
    expect(bench.transport.log).toEqual(['close 1000'])
    bench.transport.end(1000, '', true)
    expect(bench.trace.at(-1)).toBe('close 1000')
  })

  it('resumes a socket that was paused, and discards what waits', async () => {
    bench.open()
    const loop = read(() => true)
    for (let i = 0; i < 5; i++) bench.transport.message(half)
    await loop
    expect(bench.transport.log).toEqual(['pause', 'resume', 'close 1000'])
  })

  it('out of a loop whose connection has ended leaves the next connection alone', async () => {
    bench.open()
    const old = bench.ws[Symbol.asyncIterator]()
    bench.transport.message('a')
    bench.transport.end(1000, '', true)
    bench.open()
    const next = bench.ws[Symbol.asyncIterator]()
    await old.return?.()
    expect(bench.ws.readyState).toBe(1)
    bench.transport.message('b')
    bench.transport.end(1000, '', true)
    expect(await next.next()).toEqual({ value: 'b', done: false })
  })
})

describe('a slow loop', () => {
  it('pauses the socket above 1 MiB, and resumes it when half is read', async () => {
    bench.open()
    const loop = bench.ws[Symbol.asyncIterator]()
    for (let i = 0; i < 3; i++) bench.transport.message(half)
    expect(bench.transport.log).toEqual(['pause'])
    await loop.next()
    await loop.next()
    expect(bench.transport.log).toEqual(['pause'])
    await loop.next()
    expect(bench.transport.log).toEqual(['pause', 'resume'])
  })

  it('takes on what arrives all the same, without an error', () => {
    bench.open()
    bench.ws[Symbol.asyncIterator]()
    for (let i = 0; i < 50; i++) bench.transport.message(half)
    expect(bench.ws.readyState).toBe(1)
  })

  it('lets disconnect resume and discard', async () => {
    bench.open()
    const loop = bench.ws[Symbol.asyncIterator]()
    for (let i = 0; i < 3; i++) bench.transport.message(half)
    bench.ws.disconnect()
    expect(bench.transport.log).toEqual(['pause', 'resume', 'close 1000'])
    bench.transport.end(1000, '', true)
    expect(await loop.next()).toEqual({ value: undefined, done: true })
  })

  it('of a connection that has ended does not resume the next one', async () => {
    bench.open()
    const old = bench.ws[Symbol.asyncIterator]()
    for (let i = 0; i < 3; i++) bench.transport.message(half)
    bench.transport.end(1000, '', true)
    bench.open()
    bench.ws[Symbol.asyncIterator]()
    for (let i = 0; i < 3; i++) bench.transport.message(half)
    for (let i = 0; i < 3; i++) await old.next()
    expect(bench.transport.log).toEqual(['pause'])
  })

  it('is bounded at 16 MiB where the platform cannot pause: ERR_MESSAGE_TOO_BIG', async () => {
    bench = new Bench({ canPause: false })
    bench.open()
    const loop = read()
    await settled()
    const count = MAX_BYTES / (HIGH_WATER / 2)
    for (let i = 0; i < count - 1; i++) bench.transport.message(half)
    expect(bench.ws.readyState).toBe(1)
    bench.transport.message(half)
    bench.transport.message(half)
    expect(bench.take().slice(-2)).toEqual(['error ERR_MESSAGE_TOO_BIG', 'close 1006'])
    expect((await loop).at(-1)).toBe('ERR_MESSAGE_TOO_BIG')
  })
})

it('gives listeners everything all the same', async () => {
  bench.open()
  const loop = read()
  for (let i = 0; i < 3; i++) bench.transport.message(String(i))
  bench.transport.end(1000, '', true)
  expect(await loop).toEqual(['0', '1', '2'])
  expect(bench.trace).toEqual(['message 0', 'message 1', 'message 2', 'close 1000'])
})

it('keeps no message of which a handler made the connection end', async () => {
  bench.ws.addEventListener('message', () => bench.ws.disconnect())
  bench.open()
  const loop = read()
  bench.transport.message('a')
  bench.transport.end(1000, '', true)
  expect(await loop).toEqual([])
})
