import { beforeEach, describe, expect, it } from 'vitest'
import { Burst, type BurstOwner, type Sink } from '../src/burst.ts'
import { FrameReader, type Frame } from './support/frames.ts'

type Done = (error?: Error | null) => void

const QUIET = { destroyed: false, errored: null, writableLength: 0 }

class FakeOwner implements BurstOwner {
  isOpen = true
  written = 0
  state: Omit<Sink, 'write'> = QUIET
  readonly blocks: Buffer[] = []
  readonly done: Done[] = []

  get sink(): Sink | undefined {
    const write = (block: Buffer, callback?: Done): void => {
      this.blocks.push(Buffer.from(block))
      if (callback) this.done.push(callback)
    }
    return this.isOpen ? { ...this.state, write } : undefined
  }

  get frames(): Frame[] {
    return new FrameReader().push(Buffer.concat(this.blocks))
  }

  onWritten(bytes: number): void {
    this.written += bytes
  }
}

let owner: FakeOwner
let burst: Burst

beforeEach(() => {
  owner = new FakeOwner()
  burst = new Burst(owner)
})

const endOfTick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Sends so many messages of so many bytes in a tick, and gives the writes that they took. */
async function tick(count: number, size: number): Promise<number> {
  const before = owner.blocks.length
  for (let i = 0; i < count; i++) burst.add(Buffer.alloc(size, i), size)
  await endOfTick()
  return owner.blocks.length - before
}

describe('a burst', () => {
  it('writes nothing within the call, and all at the end of the tick', async () => {
    burst.add('hello', 5)
    burst.add('world', 5)
    expect(owner.blocks).toEqual([])
    await endOfTick()
    expect(owner.blocks).toHaveLength(1)
    expect(owner.frames.map(({ payload }) => payload.toString())).toEqual(['hello', 'world'])
  })

  it('of a lone message is one write of just its frame', async () => {
    await tick(1, 128)
    expect(owner.blocks.map(({ length }) => length)).toEqual([128 + 8])
  })

  it.each([2, 10, 100, 400])('of %i messages is one write, after a tick as big', async (count) => {
    await tick(count, 128)
    for (let i = 0; i < 4; i++) expect(await tick(count, 128)).toBe(1)
  })

  it('of the first tick is two writes at most, up to 64 KiB', async () => {
    expect(await tick(400, 128)).toBeLessThanOrEqual(2)
  })

  it('is written in the tick where it grows beyond 64 KiB', () => {
    for (let i = 0; i < 1000; i++) burst.add(Buffer.alloc(128), 128)
    expect(owner.blocks.length).toBeGreaterThan(1)
    for (const { length } of owner.blocks) expect(length).toBeLessThanOrEqual(65_536)
  })

  it('with a message bigger than that is in order', async () => {
    const sizes = [10, 300_000, 20, 65_536, 0, 65_528, 30]
    for (const size of sizes) burst.add(Buffer.alloc(size), size)
    await endOfTick()
    expect(owner.frames.map(({ payload }) => payload.length)).toEqual(sizes)
  })

  it('is flushed by hand once, and not again at the end of the tick', async () => {
    burst.add('a', 1)
    burst.flush()
    burst.flush()
    expect(owner.blocks).toHaveLength(1)
    burst.add('b', 1)
    await endOfTick()
    expect(owner.frames.map(({ payload }) => payload.toString())).toEqual(['a', 'b'])
  })

  it('never shares its bytes with the next one', async () => {
    const kept: Buffer[] = []
    const sink: Sink = { ...QUIET, write: (block: Buffer) => kept.push(block) }
    const other = new Burst({ sink, onWritten: () => undefined })
    for (let i = 0; i < 50; i++) {
      other.add(`message ${i}`, Buffer.byteLength(`message ${i}`))
      await endOfTick()
    }
    const frames = new FrameReader().push(Buffer.concat(kept))
    expect(frames.map(({ payload }) => payload.toString())).toEqual(
      Array.from({ length: 50 }, (_, i) => `message ${i}`),
    )
  })
})

describe('a lone message after a tick that had one', () => {
  const send = (text: string): boolean => burst.add(text, text.length)
  const settle = (): void => {
    for (const done of owner.done.splice(0)) done()
  }

  beforeEach(async () => {
    await tick(1, 1)
    settle()
    owner.blocks.length = 0
  })

  it('leaves within the call, and needs no callback', async () => {
    expect(send('a')).toBe(true)
    expect(owner.blocks).toHaveLength(1)
    await endOfTick()
    expect(owner.blocks).toHaveLength(1)
    expect(owner.done).toEqual([])
  })

  it('does so eight times until a callback has to show that its tick had no other', () => {
    for (let i = 0; i < 8; i++) expect(send('a')).toBe(true)
    expect(send('a')).toBe(false)
    expect(owner.blocks).toHaveLength(9)
    settle()
    expect(send('a')).toBe(true)
    expect(owner.written).toBe(2)
  })

  it.each([1, 2, 10])('is the last to do so where %i follow in its tick', async (others) => {
    for (let i = 0; i < 9 + others; i++) send('a')
    expect(owner.blocks).toHaveLength(9)
    await endOfTick()
    settle()
    expect(owner.blocks).toHaveLength(10)
    expect(await tick(2, 1)).toBe(1)
    settle()
    expect(await tick(10, 1)).toBe(1)
  })

  it('is told of later where the system did not take it at once', () => {
    owner.state = { ...QUIET, writableLength: 7 }
    expect(send('a')).toBe(false)
    expect(owner.written).toBe(1)
    settle()
    expect(owner.written).toBe(2)
    expect(owner.frames.map(({ payload }) => payload.toString())).toEqual(['a'])
  })

  it.each([{ errored: new Error('EPIPE') }, { destroyed: true }])(
    'has not left where the write failed: %j',
    (failure) => {
      owner.state = { ...QUIET, ...failure }
      expect(send('a')).toBe(false)
      for (const done of owner.done) done(new Error('EPIPE'))
      expect(owner.written).toBe(1)
    },
  )

  it('waits for the end of its tick over TLS', async () => {
    owner.state = { ...QUIET, encrypted: true }
    send('a')
    expect(owner.blocks).toEqual([])
    await endOfTick()
    settle()
    expect(await tick(3, 1)).toBe(1)
  })

  it('is in order with a burst, and with messages of any size', async () => {
    const expected: number[] = []
    for (const size of [1, 70_000, 3, 600, 0, 128]) {
      for (let round = 0; round < 3; round++) {
        expected.push(size, size)
        burst.add(Buffer.alloc(size), size)
        await endOfTick()
        settle()
        burst.add(Buffer.alloc(size), size)
      }
    }
    await endOfTick()
    expect(owner.frames.map(({ payload }) => payload.length)).toEqual(expected)
  })
})

describe('what is written', () => {
  it('is told in payload bytes when it has left', async () => {
    await tick(10, 100)
    expect(owner.written).toBe(0)
    for (const done of owner.done) done()
    expect(owner.written).toBe(1000)
  })

  it('is not told where the write failed', async () => {
    await tick(10, 100)
    for (const done of owner.done) done(new Error('EPIPE'))
    expect(owner.written).toBe(0)
  })

  it('is nothing where data frames may not be written any more', async () => {
    burst.add('a', 1)
    owner.isOpen = false
    await endOfTick()
    expect(owner.blocks).toEqual([])
    expect(owner.written).toBe(0)
  })
})

it('the bursts of many connections leave in the order of their first messages', async () => {
  const order: number[] = []
  const bursts = Array.from({ length: 5 }, (_, i) => {
    const sink: Sink = { ...QUIET, write: () => order.push(i) }
    return new Burst({ sink, onWritten: () => undefined })
  })
  for (const i of [3, 1, 4, 1, 3, 0]) bursts[i]?.add('a', 1)
  await endOfTick()
  expect(order).toEqual([3, 1, 4, 0])
})
