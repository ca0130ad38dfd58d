import { beforeEach, describe, expect, it } from 'vitest'
import { HIGH_WATER, MAX_BYTES } from '../../src/inbox.ts'
import type { MessageData } from '../../src/events.ts'
import type { MessageIterator } from '../../src/index.ts'
import { Harness, codeOf, settled } from '../harness.ts'

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

/** Runs a loop over the messages to its end, or to the first that `isLast` knows. */
async function read(isLast = (_data: MessageData): boolean => false): Promise<unknown[]> {
  const got: unknown[] = []
  try {
    for await (const data of harness.ws) {
      got.push(data)
      if (isLast(data)) break
    }
  } catch (error) {
    got.push((error as { code: string }).code)
  }
  return got
}

const iterate = (): MessageIterator => harness.ws[Symbol.asyncIterator]()

// Two of them exceed the high-water mark.
const HALF = 'x'.repeat(HIGH_WATER / 4)
function receive(count: number, data = HALF): void {
  for (let i = 0; i < count; i++) harness.transport.message(data)
}

describe('a loop', () => {
  it('gets the messages, as listeners do, and ends at a clean final close', async () => {
    harness.open()
    const loop = read()
    for (const data of ['a', '']) harness.transport.message(data)
    harness.transport.end(1000)
    expect(await loop).toEqual(['a', ''])
    expect(harness.trace).toEqual(['message a', 'message ', 'close 1000'])
  })

  it('collects from the first call on, before the connection and before the first next', async () => {
    const loop = iterate()
    harness.open().transport.message('a')
    expect(await loop.next()).toEqual({ value: 'a', done: false })
    expect(loop[Symbol.asyncIterator]()).toBe(loop)
  })

  it('spans reconnects, and throws the last error after what came before it', async () => {
    harness.open({ reconnect: { attempts: 1 } })
    const loop = read()
    harness.transport.message('a')
    harness.transport.end()
    harness.retry().transport.open()
    harness.transport.message('b')
    harness.transport.end()
    expect(await loop).toEqual(['a', 'b', 'ERR_CONNECTION_LOST'])
  })

  it('ends without an error after a disconnect, in every state', async () => {
    harness.connect()
    const connecting = read()
    harness.leave().connect({ reconnect: true }).transport.end()
    const waiting = read()
    harness.leave().open()
    const open = read()
    harness.ws.disconnect()
    harness.clock.advance(5000)
    expect(await Promise.all([connecting, waiting, open])).toEqual([[], [], []])
  })

  it('begun after the final close ends as that did', async () => {
    harness.open().transport.end()
    expect(await read()).toEqual(['ERR_CONNECTION_LOST'])
    harness.open().transport.end(1000)
    expect(await read()).toEqual([])
  })

  it('runs alone, until it is left', async () => {
    harness.open()
    const loop = iterate()
    expect(codeOf(iterate)).toBe('ERR_INVALID_STATE')
    await loop.return()
    expect(codeOf(iterate)).toBeUndefined()
  })

  it('that starts inside an ONMESSAGE handler begins with that message', async () => {
    let loop: MessageIterator | undefined
    harness.ws.addEventListener('message', () => (loop ??= iterate()))
    harness.open()
    harness.transport.message('a')
    expect(await loop?.next()).toEqual({ value: 'a', done: false })
  })

  it('gets no message whose handler disconnected', async () => {
    harness.ws.addEventListener('message', () => harness.ws.disconnect())
    harness.open()
    const loop = read()
    harness.transport.message('a')
    harness.transport.end(1000)
    expect(await loop).toEqual([])
  })
})

describe('break', () => {
  it('disconnects', async () => {
    harness.open()
    const loop = read((data) => data === 'b')
    for (const data of ['a', 'b', 'c']) harness.transport.message(data)
    expect(await loop).toEqual(['a', 'b'])
    expect(harness.transport.log).toEqual(['close 1000'])
  })

  it('resumes a socket that was paused, and discards what waits', async () => {
    harness.open()
    const loop = read(() => true)
    receive(5)
    expect(await loop).toHaveLength(1)
    expect(harness.transport.log).toEqual(['pause', 'resume', 'close 1000'])
  })

  it('out of a loop whose connection has ended leaves the next connection alone', async () => {
    harness.open()
    const old = iterate()
    harness.transport.end(1000)
    harness.open()
    const next = iterate()
    await old.return()
    expect(harness.ws.readyState).toBe(1)
    harness.transport.message('b')
    expect(await next.next()).toEqual({ value: 'b', done: false })
  })
})

describe('a slow loop', () => {
  it('takes what arrives all the same, and pauses the socket after a reconnect too', () => {
    harness.open({ reconnect: true })
    iterate()
    receive(50)
    expect(harness.ws.readyState).toBe(1)
    harness.transport.end()
    harness.retry().transport.open()
    expect(harness.transport.log).toEqual(['pause'])
  })

  it('is ended by disconnect, which resumes and discards', async () => {
    harness.open()
    const loop = iterate()
    receive(3)
    harness.ws.disconnect()
    expect(harness.transport.log).toEqual(['pause', 'resume', 'close 1000'])
    harness.transport.end(1000)
    expect(await loop.next()).toEqual({ value: undefined, done: true })
  })

  it('holds at most 16 MiB if the platform cannot pause: ERR_MESSAGE_TOO_BIG', async () => {
    harness = new Harness({ canPause: false })
    harness.open({ reconnect: true })
    const loop = read()
    await settled()
    receive(MAX_BYTES / (HIGH_WATER / 2) - 1)
    expect(harness.ws.readyState).toBe(1)
    receive(2)
    expect(harness.take().slice(-2)).toEqual(['error ERR_MESSAGE_TOO_BIG', 'close 1006'])
    expect((await loop).at(-1)).toBe('ERR_MESSAGE_TOO_BIG')
  })
})
