import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settled } from './support/changing.ts'
import { BINARY, TEXT, type Frame } from './support/frames.ts'
import { serveRaw } from './support/raw-server.ts'
import { pair } from './support/recorder.ts'
import { serve } from './support/ws-server.ts'

const SIZES = [
  0, 1, 2, 3, 4, 5, 124, 125, 126, 127, 128, 255, 256, 257, 258, 259, 260, 261, 262, 271, 505, 506,
  507, 511, 512, 513, 514, 515, 516, 1023, 1024, 4095, 4096, 65_521, 65_522, 65_534, 65_535, 65_536,
  65_537, 131_072, 200_000,
]

/** Expects one whole frame, its length in as few bytes as there can be. */
function expectFrame(frame: Frame | undefined, data: string | Uint8Array): void {
  const payload = Buffer.from(data as Uint8Array)
  const lengthSize = payload.length < 126 ? 1 : payload.length < 65_536 ? 3 : 9
  const opcode = typeof data === 'string' ? TEXT : BINARY
  expect(frame).toMatchObject({ isFinal: true, reserved: 0, opcode, lengthSize })
  expect(frame?.payload.equals(payload)).toBe(true)
}

function counting(size: number, from = 1): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, i) => i * 31 + from)
}

describe('a message', () => {
  it('of any size arrives as one frame, alone in its tick', async () => {
    const { client, peer } = await pair(serveRaw())
    const messages = SIZES.flatMap((size) => ['x'.repeat(size), counting(size)])
    for (const [i, data] of messages.entries()) {
      client.send(data)
      expectFrame((await peer.received(i + 1))[i], data)
    }
  })

  it('of any size arrives in order with all others of one tick', async () => {
    const { client, peer } = await pair(serveRaw())
    const messages = [...SIZES, ...SIZES.toReversed()].map((size) => counting(size, size))
    for (const data of messages) client.send(data)
    const frames = await peer.received(messages.length)
    for (const [i, data] of messages.entries()) expectFrame(frames[i], data)
  })

  it('of any size arrives from each of two clients that send in the same tick', async () => {
    const pairs = [await pair(serveRaw()), await pair(serveRaw())]
    // Two a tick, or each would leave at once. The second client's lie in memory that it shares with others.
    const sizes = SIZES.flatMap((size) => [size, size])
    for (const size of SIZES) {
      for (const { client } of [...pairs, ...pairs]) client.send(counting(size, size))
      await settled(1)
    }
    for (const { peer } of pairs) {
      const frames = await peer.received(sizes.length)
      for (const [i, size] of sizes.entries()) expectFrame(frames[i], counting(size, size))
    }
  })

  it('of any size and kind arrives as it was sent, in however many ticks', async () => {
    const message = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2000 }),
      fc.uint8Array({ maxLength: 2000 }),
      fc.nat({ max: 70_000 }).map((size) => counting(size)),
    )
    const ticks = fc.array(fc.array(message, { maxLength: 12 }), { maxLength: 4 })
    const property = fc.asyncProperty(ticks, async (bursts) => {
      const { client, peer } = await pair(serveRaw())
      for (const burst of bursts) {
        for (const data of burst) client.send(data)
        await settled(1)
      }
      const frames = await peer.received(bursts.flat().length)
      for (const [i, data] of bursts.flat().entries()) expectFrame(frames[i], data)
      client.disconnect()
    })
    await fc.assert(property, { numRuns: 15 })
  })
})

it('text arrives as UTF-8, with U+FFFD in place of each lone surrogate', async () => {
  const { recorder, client } = await pair(serve())
  const short = ['', 'a', 'é', 'a\0b', '\uFEFFbom']
  const long = ['ż'.repeat(63), '€'.repeat(42), '🐢'.repeat(33), '🐢é€a'.repeat(6000)]
  const alone = ['\uD800', 'a\uDC00b', '\uD83D\uD83D\uDC22', '\uDC22\uD83D', '\uD800'.repeat(400)]
  const texts = [...short, ...long, ...alone]
  for (const text of texts) client.send(text)
  const echoes = await recorder.received(texts.length)
  expect(echoes).toEqual(texts.map((text) => Buffer.from(text).toString()))
  expect(echoes.slice(-5, -1)).toEqual(['\uFFFD', 'a\uFFFDb', '\uFFFD🐢', '\uFFFD\uFFFD'])
})

it('binary arrives with the bytes of the time of the call, and leaves the caller’s alone', async () => {
  const { client, peer } = await pair(serveRaw())
  const sizes = [8, 128, 512, 1000, 70_000].flatMap((size) => [size, size, size, size, size])
  for (const [i, size] of sizes.entries()) {
    const bytes = counting(size)
    const { buffer } = bytes
    const doubles = new Float64Array(buffer)
    client.send([buffer, bytes, doubles, new DataView(buffer), Buffer.from(buffer)][i % 5] ?? '')
    expect(Buffer.compare(bytes, counting(size))).toBe(0)
    bytes.fill(0)
  }
  const frames = await peer.received(sizes.length)
  for (const [i, size] of sizes.entries()) expectFrame(frames[i], counting(size))
})

it('a view is its own part alone, at any offset', async () => {
  const { client, peer } = await pair(serveRaw())
  const views = [0, 1, 7, 511, 512, 513, 514, 515, 1021].flatMap((size) =>
    Array.from({ length: 9 }, (_, offset) => counting(2000).subarray(offset, offset + size)),
  )
  for (const view of views) client.send(new DataView(view.buffer, view.byteOffset, view.length))
  const frames = await peer.received(views.length)
  for (const [i, view] of views.entries()) expectFrame(frames[i], view)
})

it('masking keys are in every frame, differ, and have each bit set in about half of them', async () => {
  const COUNT = 5000
  const { client, peer } = await pair(serveRaw())
  for (let i = 0; i < COUNT; i++) client.send('same')
  const keys = (await peer.received(COUNT)).map(({ key }) => key.readUInt32BE())
  expect(keys).not.toContain(0)
  // Of 5,000 random keys of 32 bits, two are alike once in 340 runs, four twice in 200,000.
  expect(new Set(keys).size).toBeGreaterThan(COUNT - 2)
  for (let bit = 0; bit < 32; bit++) {
    const count = keys.filter((key) => Math.floor(key / 2 ** bit) % 2 === 1).length
    expect(count).toBeGreaterThan(COUNT * 0.4)
    expect(count).toBeLessThan(COUNT * 0.6)
  }
})
