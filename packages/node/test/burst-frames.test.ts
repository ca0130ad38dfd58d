import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BINARY, CLOSE, TEXT, type Frame } from './support/frames.ts'
import { serveRaw, type RawPeer } from './support/raw-server.ts'
import { opened, type Recorder } from './support/recorder.ts'
import { serve } from './support/ws-server.ts'

const SIZES = [
  0, 1, 2, 3, 4, 5, 124, 125, 126, 127, 128, 255, 256, 257, 258, 259, 260, 261, 262, 271, 505, 506,
  507, 511, 512, 513, 514, 515, 516, 1023, 1024, 4095, 4096, 65_521, 65_522, 65_534, 65_535, 65_536,
  65_537, 131_072, 200_000,
]

/** A connection to a server that reads by the book. */
async function pair(): Promise<{ readonly recorder: Recorder; readonly peer: RawPeer }> {
  const server = await serveRaw((peer) => peer.accept())
  const recorder = await opened(server.url)
  return { recorder, peer: await server.nextPeer() }
}

function lengthSizeOf(size: number): number {
  if (size < 126) return 1
  return size < 65_536 ? 3 : 9
}

function expectFrame(frame: Frame | undefined, opcode: number, payload: Uint8Array): void {
  expect(frame).toMatchObject({ isFinal: true, reserved: 0, opcode })
  expect(frame?.lengthSize).toBe(lengthSizeOf(payload.length))
  expect(frame?.payload.equals(payload)).toBe(true)
}

function counting(size: number, from = 1): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, i) => i * 31 + from)
}

describe('a message of', () => {
  it.each(SIZES)('%i bytes arrives as one frame, alone in its tick', async (size) => {
    const { recorder, peer } = await pair()
    recorder.client.send('x'.repeat(size))
    const [text] = await peer.received(1)
    expectFrame(text, TEXT, Buffer.alloc(size, 'x'))
    recorder.client.send(counting(size))
    expectFrame((await peer.received(2))[1], BINARY, counting(size))
  })

  it('every size arrives in order where all are sent in one tick', async () => {
    const { recorder, peer } = await pair()
    const sizes = [...SIZES, ...SIZES.toReversed()]
    for (const size of sizes) recorder.client.send(counting(size, size))
    const frames = await peer.received(sizes.length)
    for (const [i, size] of sizes.entries()) expectFrame(frames[i], BINARY, counting(size, size))
  })

  it('any sizes and kinds arrive as they were sent, in however many ticks', async () => {
    const message = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2000 }),
      fc.uint8Array({ maxLength: 2000 }),
      fc.nat({ max: 70_000 }).map((size) => counting(size)),
    )
    const ticks = fc.array(fc.array(message, { maxLength: 12 }), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(ticks, async (bursts) => {
        const { recorder, peer } = await pair()
        for (const burst of bursts) {
          for (const data of burst) recorder.client.send(data)
          await new Promise(setImmediate)
        }
        const all = bursts.flat()
        const frames = await peer.received(all.length)
        for (const [i, data] of all.entries()) {
          const isText = typeof data === 'string'
          expectFrame(frames[i], isText ? TEXT : BINARY, isText ? Buffer.from(data) : data)
        }
        recorder.client.disconnect()
      }),
      { numRuns: 15 },
    )
  })
})

describe('text', () => {
  const TEXTS = [
    '',
    'a',
    'é',
    'ż'.repeat(63),
    '€'.repeat(42),
    '🐢'.repeat(33),
    'a\0b',
    '\uFEFFbom',
    '🐢é€a'.repeat(6000),
  ]

  it.each(TEXTS)('arrives as UTF-8: %#', async (text) => {
    const server = await serve()
    const recorder = await opened(server.url)
    recorder.client.send(text)
    expect(await recorder.received(1)).toEqual([text])
    expect((await server.nextPeer()).log).toEqual([text])
  })

  it.each([
    ['\uD800', '\uFFFD'],
    ['a\uDC00b', 'a\uFFFDb'],
    ['\uD83D\uD83D\uDC22', '\uFFFD🐢'],
    ['\uDC22\uD83D', '\uFFFD\uFFFD'],
    ['\uD800'.repeat(42), '\uFFFD'.repeat(42)],
    ['\uD800'.repeat(400), '\uFFFD'.repeat(400)],
  ])('with a lone surrogate has U+FFFD in its place (%j)', async (given, expected) => {
    const server = await serve()
    const recorder = await opened(server.url)
    recorder.client.send(given)
    recorder.client.send('next')
    expect(await recorder.received(2)).toEqual([expected, 'next'])
  })
})

describe('binary', () => {
  const ARRAYS = [
    ['an ArrayBuffer', (bytes: ArrayBuffer) => bytes],
    ['a Uint8Array', (bytes: ArrayBuffer) => new Uint8Array(bytes)],
    ['a Uint16Array', (bytes: ArrayBuffer) => new Uint16Array(bytes)],
    ['a Float64Array', (bytes: ArrayBuffer) => new Float64Array(bytes)],
    ['a DataView', (bytes: ArrayBuffer) => new DataView(bytes)],
    ['a Buffer', (bytes: ArrayBuffer) => Buffer.from(bytes)],
  ] as const

  it.each(ARRAYS)('from %s arrives, with the bytes of the time of the call', async (_, viewOf) => {
    for (const size of [8, 128, 512, 1000, 70_000]) {
      const { recorder, peer } = await pair()
      const bytes = counting(size)
      recorder.client.send(viewOf(bytes.buffer))
      const before = Uint8Array.from(bytes)
      bytes.fill(0)
      recorder.client.send(viewOf(bytes.buffer))
      const [first, second] = await peer.received(2)
      expectFrame(first, BINARY, before)
      expectFrame(second, BINARY, new Uint8Array(size))
      recorder.client.disconnect()
    }
  })

  it('from a view is the view’s part alone, at any offset', async () => {
    const { recorder, peer } = await pair()
    const whole = counting(2000)
    const parts: (readonly [number, number])[] = []
    for (let offset = 0; offset < 9; offset++) {
      for (const size of [0, 1, 7, 511, 512, 513, 514, 515, 1021]) parts.push([offset, size])
    }
    for (const [offset, size] of parts)
      recorder.client.send(new DataView(whole.buffer, offset, size))
    const frames = await peer.received(parts.length)
    for (const [i, [offset, size]] of parts.entries()) {
      expectFrame(frames[i], BINARY, whole.subarray(offset, offset + size))
    }
  })

  it('leaves the caller’s bytes as they were', async () => {
    const { recorder, peer } = await pair()
    const bytes = counting(5000)
    recorder.client.send(bytes)
    await peer.received(1)
    expect(bytes).toEqual(counting(5000))
  })
})

describe('masking keys', () => {
  it('are in every frame, differ, and are not zero', async () => {
    const { recorder, peer } = await pair()
    const count = 5000
    for (let i = 0; i < count; i++) recorder.client.send('same')
    recorder.client.disconnect()
    const frames = await peer.received(count + 1)
    const keys = frames.map(({ key }) => key?.readUInt32BE() ?? 0)
    expect(keys).not.toContain(0)
    // Two of 5,000 random keys of 32 bits are alike once in 340 runs, four twice in 200,000.
    expect(new Set(keys).size).toBeGreaterThan(count - 2)
    expect(frames.at(-1)?.opcode).toBe(CLOSE)
  })

  it('have every bit set in about one half of the frames', async () => {
    const { recorder, peer } = await pair()
    const count = 4000
    for (let i = 0; i < count; i++) recorder.client.send('')
    const keys = (await peer.received(count)).map(({ key }) => key?.readUInt32BE() ?? 0)
    for (let bit = 0; bit < 32; bit++) {
      const set = keys.filter((key) => Math.floor(key / 2 ** bit) % 2 === 1).length
      expect(set).toBeGreaterThan(count * 0.4)
      expect(set).toBeLessThan(count * 0.6)
    }
  })

  it('of two connections are not the same', async () => {
    const [one, other] = await Promise.all([pair(), pair()])
    one.recorder.client.send('same')
    other.recorder.client.send('same')
    const [mine] = await one.peer.received(1)
    const [theirs] = await other.peer.received(1)
    expect(mine?.key).not.toEqual(theirs?.key)
  })
})
