import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Burst, type BurstOwner, type Sink } from '../src/burst.ts'
import { settled } from './support/changing.ts'
import { FrameReader } from './support/frames.ts'

type Done = (error?: Error | null) => void

const QUIET = { destroyed: false, errored: null, writableLength: 0 }
const FAILED = new Error('EPIPE')

class FakeOwner implements BurstOwner {
  isOpen = true
  written = 0
  state: Omit<Sink, 'write'> = QUIET
  readonly blocks: Buffer[] = []
  readonly #callbacks: Done[] = []

  get sink(): Sink | undefined {
    const write = (block: Buffer, callback?: Done): void => {
      this.blocks.push(block)
      if (callback) this.#callbacks.push(callback)
    }
    return this.isOpen ? { ...this.state, write } : undefined
  }

  get texts(): string[] {
    const frames = new FrameReader().push(Buffer.concat(this.blocks))
    return frames.map(({ payload }) => payload.toString())
  }

  onWritten(bytes: number): void {
    this.written += bytes
  }

  /** The system takes every write so far, or refuses it; returns their number. */
  settle(error?: Error): number {
    return this.#callbacks.splice(0).map((done) => done(error)).length
  }
}

let owner: FakeOwner
let burst: Burst

beforeEach(() => {
  owner = new FakeOwner()
  burst = new Burst(owner)
})

const send = (text: string): boolean => burst.add(text, text.length)

/** Sends that many messages of that many bytes in a tick; resolves with the writes that they took. */
async function tick(count: number, size: number): Promise<number> {
  const before = owner.blocks.length
  for (let i = 0; i < count; i++) send('x'.repeat(size))
  await settled(1)
  return owner.blocks.length - before
}

describe('a burst', () => {
  it('writes nothing within the call, and everything at the end of the tick', async () => {
    expect([send('hello'), send('world')]).toEqual([false, false])
    expect(owner.blocks).toEqual([])
    await settled(1)
    expect(owner.blocks).toHaveLength(1)
    expect(owner.texts).toEqual(['hello', 'world'])
  })

  it('leaves at the end of its tick under a clock that fakes nextTick, as Jest’s does', async () => {
    const spy = vi.spyOn(process, 'nextTick').mockImplementation(() => undefined)
    send('a')
    spy.mockRestore()
    await settled(1)
    expect(owner.texts).toEqual(['a'])
  })

  it('of one message writes just its frame', async () => {
    await tick(1, 128)
    expect(owner.blocks.map(({ length }) => length)).toEqual([128 + 8])
  })

  it.each([2, 10, 100, 400])('of %i messages is one write, after a tick as big', async (count) => {
    expect(await tick(count, 128)).toBeLessThanOrEqual(2)
    for (let i = 0; i < 4; i++) expect(await tick(count, 128)).toBe(1)
  })

  it('that grows beyond 64 KiB is written within the tick', () => {
    for (let i = 0; i < 1000; i++) send('x'.repeat(128))
    expect(owner.blocks.length).toBeGreaterThan(1)
    for (const { length } of owner.blocks) expect(length).toBeLessThanOrEqual(65_536)
  })

  it('that was flushed by hand is not written again at the end of the tick', async () => {
    send('a')
    burst.flush()
    burst.flush()
    expect(owner.blocks).toHaveLength(1)
    send('b')
    await settled(1)
    expect(owner.texts).toEqual(['a', 'b'])
  })

  it('never shares its bytes with the next one', async () => {
    const texts = Array.from({ length: 50 }, (_, i) => `message ${i}`)
    for (const text of texts) {
      send(text)
      await settled(1)
    }
    // Read only now, from the very blocks that were written.
    expect(owner.texts).toEqual(texts)
  })

  it('leaves with those of other connections in the order of their first messages', async () => {
    const order: number[] = []
    const bursts = Array.from({ length: 5 }, (_, i) => {
      const sink: Sink = { ...QUIET, write: () => order.push(i) }
      return new Burst({ sink, onWritten: () => undefined })
    })
    for (const i of [3, 1, 4, 1, 3, 0]) bursts[i]?.add('a', 1)
    await settled(1)
    expect(order).toEqual([3, 1, 4, 0])
  })

  it.each([
    ['once it has left', undefined, 1000],
    ['never if the write failed', FAILED, 0],
  ])('is reported in payload bytes, %s', async (_, error, expected) => {
    await tick(10, 100)
    expect(owner.written).toBe(0)
    owner.settle(error)
    expect(owner.written).toBe(expected)
  })

  it('is dropped once data frames may no longer be written', async () => {
    send('a')
    owner.isOpen = false
    await settled(1)
    expect(owner.blocks).toEqual([])
  })
})

describe('a lone message after a tick that had one', () => {
  beforeEach(async () => {
    await tick(1, 1)
    owner.settle()
    owner.blocks.length = 0
  })

  it('leaves within the call, without a callback', async () => {
    expect(send('a')).toBe(true)
    await settled(1)
    expect(owner.texts).toEqual(['a'])
    expect(owner.settle()).toBe(0)
  })

  it('does so eight times, until a callback shows again that a tick had one message', () => {
    expect(Array.from({ length: 9 }, () => send('a'))).toEqual([
      ...Array<boolean>(8).fill(true),
      false,
    ])
    expect(owner.blocks).toHaveLength(9)
    owner.settle()
    expect(send('a')).toBe(true)
    expect(owner.written).toBe(2)
  })

  it.each([1, 2, 10])('is the last to do so if %i more follow in its tick', async (others) => {
    for (let i = 0; i < 9 + others; i++) send('a')
    expect(owner.blocks).toHaveLength(9)
    await settled(1)
    owner.settle()
    expect(owner.blocks).toHaveLength(10)
    expect(await tick(2, 1)).toBe(1)
    owner.settle()
    expect(await tick(10, 1)).toBe(1)
  })

  it.each([
    ['is reported later if the system did not take it at once', { writableLength: 7 }, undefined],
    ['has not left if the write failed', { errored: FAILED }, FAILED],
    ['has not left if the socket is dead', { destroyed: true }, FAILED],
  ])('%s', (_, state, error) => {
    owner.state = { ...QUIET, ...state }
    expect(send('a')).toBe(false)
    expect(owner.written).toBe(1)
    owner.settle(error)
    expect(owner.written).toBe(error ? 1 : 2)
    expect(owner.texts).toEqual(['a'])
  })

  it('waits for the end of its tick over TLS', async () => {
    owner.state = { ...QUIET, encrypted: true }
    send('a')
    expect(owner.blocks).toEqual([])
    await settled(1)
    owner.settle()
    expect(await tick(3, 1)).toBe(1)
  })
})
