import { PassThrough, type Duplex } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Reader } from '../src/reader.ts'
import { SIZES, byteStream, cut, serverFrame, utf8 } from './support/byte-streams.ts'
import { settled } from './support/changing.ts'
import { BINARY, PING, TEXT, closeFrame } from './support/frames.ts'
import { serverIdentity } from './support/identity.ts'
import { serveRaw } from './support/raw-server.ts'
import { pair } from './support/recorder.ts'
import { serve } from './support/ws-server.ts'
import { FakeStream } from './support/fake-stream.ts'
import { PlainReceiver, ReadingReceiver, type Deed, type Deeds } from './support/receivers.ts'

const tls = await serverIdentity()
const NONE: Deeds = new Map()

interface Course {
  readonly head?: Uint8Array
  readonly deeds?: Deeds
  readonly maxPayload?: number
  /** Whether each chunk comes in a tick of its own. */
  readonly isSlow?: boolean
  /** Whether it ends in the tick of the last chunk. */
  readonly isAbrupt?: boolean
  readonly ending?: 'nothing' | 'end' | 'lost' | 'reset'
}

/** All that a client tells and writes while these chunks come in. */
async function outcome(
  Kind: typeof PlainReceiver | typeof ReadingReceiver,
  chunks: readonly Uint8Array[],
  course: Course,
) {
  const { head = Buffer.alloc(0), deeds = NONE, maxPayload = 100_000, ending } = course
  const receiver = new Kind(head, deeds, maxPayload)
  const { stream, socket, log } = receiver
  await receiver.opened()
  for (const chunk of chunks) {
    if (chunk.length > 0) stream.push(Buffer.from(chunk))
    if (course.isSlow) await settled(1)
  }
  if (!course.isAbrupt) await settled(1)
  if (ending === 'lost') stream.destroy()
  if (ending === 'reset') stream.destroy(new Error('ECONNRESET'))
  if (ending === 'end') stream.push(null)
  if (ending === 'nothing' || ending === 'end') socket.resume()
  await settled(3)
  const ends = { log, written: stream.written, state: socket.readyState }
  receiver.drop()
  return structuredClone(ends)
}

async function expectSame(chunks: readonly Uint8Array[], course: Course = {}): Promise<void> {
  const [plain, reading] = await Promise.all([
    outcome(PlainReceiver, chunks, course),
    outcome(ReadingReceiver, chunks, course),
  ])
  expect(reading).toEqual(plain)
}

const DEEDS = ['pause', 'hold', 'close', 'drop', 'ping'] as const
const deeds = fc
  .array(fc.tuple(fc.nat({ max: 8 }), fc.constantFrom<Deed>(...DEEDS)), { maxLength: 2 })
  .map((entries) => new Map(entries))
const course = fc.record({
  deeds: fc.oneof({ weight: 2, arbitrary: fc.constant(NONE) }, { weight: 1, arbitrary: deeds }),
  maxPayload: fc.constantFrom(100_000, 0, 3000, 130),
  isSlow: fc.boolean(),
  isAbrupt: fc.boolean(),
  ending: fc.constantFrom('nothing', 'end', 'lost', 'reset'),
})
const cuts = fc.array(fc.nat(), { maxLength: 8 })

const text = (size: number): Buffer => serverFrame(TEXT, Buffer.alloc(size, 'x'))
const LETTERS = Buffer.from('abc')
const AFTER = Buffer.concat([text(3), serverFrame(BINARY, Buffer.alloc(4, 1))])
const TOLD = [
  ['xxx', 'string'],
  ['\u0001'.repeat(4), 'object'],
]

describe('whatever a server sends, the reader tells what `ws` tells', { timeout: 60_000 }, () => {
  it('cut at random', async () => {
    const property = fc.asyncProperty(byteStream, cuts, course, async (stream, seeds, given) => {
      await expectSame(cut(stream, seeds), given)
    })
    await fc.assert(property, { numRuns: 2000 })
  })

  it('cut into single bytes', async () => {
    const property = fc.asyncProperty(byteStream, course, async (stream, given) => {
      const bytes = [...stream.subarray(0, 600)].map((byte) => Buffer.of(byte))
      await expectSame(bytes, { ...given, isSlow: false })
    })
    await fc.assert(property, { numRuns: 300 })
  })

  it.each([0, 1, 125, 126, 127, 300, 2048, 65_535, 65_536, 70_000])(
    'a header cut at any byte, of %i bytes of text',
    async (size) => {
      const frame = text(size)
      for (const before of [Buffer.alloc(0), text(5), serverFrame(PING, Buffer.from('p'))]) {
        const stream = Buffer.concat([before, frame, AFTER])
        for (let at = 0; at < before.length + 15; at++) {
          await expectSame([stream.subarray(0, at), stream.subarray(at)])
          // Cut twice, so that the header comes in three parts.
          await expectSame([
            stream.subarray(0, at),
            stream.subarray(at, at + 1),
            stream.subarray(at + 1),
          ])
        }
      }
    },
  )

  it.each([
    ['between messages', [text(3)]],
    ['within a fragmented message', [text(3), serverFrame(TEXT, LETTERS, { first: TEXT })]],
  ])('every first byte, masked or not, %s', async (_, before) => {
    for (let first = 0; first < 256; first++) {
      for (const isMasked of [false, true]) {
        const frame = serverFrame(0, LETTERS, { first, isMasked })
        const stream = Buffer.concat([...before, frame, AFTER, closeFrame(1000), AFTER])
        await expectSame([stream])
        // Its header alone: `ws` does not wait for more than it needs.
        await expectSame([...before, frame.subarray(0, 2)])
      }
    }
  })

  it.each(SIZES)('%i bytes, with the header too long, and bad UTF-8 at its end', async (size) => {
    const payload = Buffer.alloc(size, 0xc3)
    for (const opcode of [TEXT, BINARY, PING]) {
      for (const lengthSize of [3, 9]) {
        if (lengthSize === 3 && size > 65_535) continue
        await expectSame([serverFrame(opcode, payload, { lengthSize }), AFTER])
        await expectSame([Buffer.concat([serverFrame(opcode, payload, { lengthSize }), AFTER])])
      }
    }
  })

  it('that comes in one chunk with the answer to the handshake', async () => {
    const property = fc.asyncProperty(byteStream, cuts, course, async (stream, seeds, given) => {
      const [head, ...chunks] = cut(stream, seeds)
      await expectSame(chunks, { ...given, head: head as Buffer })
    })
    await fc.assert(property, { numRuns: 200 })
  })
})

const LARGE = serverFrame(BINARY, Buffer.alloc(70_000), { first: BINARY })
const LAST = serverFrame(0, Buffer.alloc(1))

it.each(['pause', 'hold'] as const)(
  'what is cut at a %s, and lost, is as with `ws`',
  async (deed) => {
    const [one, other] = cut(text(100), [50]) as [Buffer, Buffer]
    for (const isAbrupt of [false, true]) {
      const given = { deeds: new Map([[0, deed]]), ending: 'lost', isAbrupt } as const
      await expectSame([Buffer.concat([text(3), one]), other, AFTER], given)
      await expectSame(
        [Buffer.concat([text(3), one.subarray(0, 1)]), one.subarray(1), other],
        given,
      )
    }
  },
)

/** A client that has opened, and the number of messages that `ws` has read of it. */
async function open(maxPayload = 100_000) {
  const receiver = new ReadingReceiver(Buffer.alloc(0), NONE, maxPayload)
  onTestFinished(() => receiver.drop())
  await receiver.opened()
  const emit = vi.spyOn(receiver.socket, 'emit')
  const readByWs = (): number => emit.mock.calls.filter(([name]) => name === 'message').length
  const push = async (...chunks: readonly Uint8Array[]): Promise<void> => {
    for (const chunk of chunks) receiver.stream.push(Buffer.from(chunk))
    await settled(1)
  }
  return { receiver, readByWs, push }
}

describe('the reader', () => {
  it.each([
    ['a ping', [serverFrame(PING, LETTERS)], 0],
    ['a ping cut in two', cut(serverFrame(PING, LETTERS), [3]), 0],
    ['a fragmented message', [serverFrame(TEXT, LETTERS, { first: TEXT }), LAST], 1],
    ['a fragmented message cut in two', cut(Buffer.concat([LARGE, LAST]), [9]), 1],
    ['a message cut in two', cut(text(100), [50]), 0],
    ['a message in three chunks', cut(text(70_000), [5000, 69_999]), 0],
    ['a header cut in two', cut(text(100), [1]), 0],
    ['a text with U+FFFD', [serverFrame(TEXT, Buffer.from('\uFFFD'))], 0],
    ['a text with U+FFFD among many characters', [serverFrame(TEXT, utf8(5000, '\uFFFD'))], 0],
    ['a header longer than it must be', [serverFrame(TEXT, LETTERS, { lengthSize: 3 })], 1],
    ['a message that is long', [text(1_048_577)], 1],
  ])('reads on itself after %s', async (_, chunks, byWs) => {
    const { receiver, readByWs, push } = await open(0)
    await push(...chunks)
    await push(AFTER, AFTER)
    expect(receiver.log.slice(-4)).toEqual([...TOLD, ...TOLD])
    expect(readByWs()).toBe(byWs)
  })

  it('reads on itself after a pause, which costs one listener however often it comes', async () => {
    const { receiver, readByWs, push } = await open()
    const { stream, socket } = receiver
    const before = stream.listenerCount('close')
    for (let i = 0; i < 20; i++) {
      socket.pause()
      await push(AFTER)
      socket.resume()
      await settled(1)
    }
    expect(receiver.log).toHaveLength(40)
    expect(readByWs()).toBe(0)
    expect(stream.listenerCount('close') - before).toBe(1)
  })

  it('stops at a fault, and `ws` has the stream', async () => {
    const { receiver, push } = await open()
    const fault = serverFrame(TEXT, Buffer.of(0xff))
    const [listener] = receiver.stream.listeners('data')
    await push(Buffer.concat([AFTER, fault, AFTER]))
    expect(receiver.log).toEqual([
      ...TOLD,
      ['error', 'Invalid WebSocket frame: invalid UTF-8 sequence'],
    ])
    expect(receiver.stream.listeners('data')).not.toContain(listener)
  })

  const owner = { onData: () => undefined }

  it('takes a socket of Node’s that one listener reads, and nothing else', () => {
    const read = (stream: Duplex, count: number) => {
      for (let i = 0; i < count; i++) stream.on('data', () => undefined)
      return Reader.of(stream, owner)
    }
    expect(read(new FakeStream(), 1)).toBeInstanceOf(Reader)
    expect(read(new FakeStream(), 0)).toBeUndefined()
    expect(read(new FakeStream(), 2)).toBeUndefined()
    expect(read(new PassThrough(), 1)).toBeUndefined()
  })
})

describe('a connection', () => {
  it.each([
    ['without compression', {}, {}, true],
    ['whose server declines compression', {}, { compression: true }, true],
    ['whose server accepts compression', { perMessageDeflate: true }, { compression: true }, false],
    ['over TLS', { tls }, { ca: tls.cert }, true],
  ])('%s: whether it has a reader', async (_, settings, options, isRead) => {
    const made = vi.spyOn(Reader, 'of')
    onTestFinished(() => made.mockRestore())
    const { recorder, client } = await pair(serve(settings), options)
    client.send('hello')
    expect(await recorder.received(1)).toEqual(['hello'])
    expect(made.mock.results.map(({ value }) => value instanceof Reader)).toEqual(
      isRead ? [true] : [],
    )
  })

  it('that a handler drops or leaves in the middle of a chunk hears nothing more', async () => {
    const { recorder, client, peer } = await pair(serveRaw())
    client.addEventListener(client.ONMESSAGE, () => client.disconnect())
    peer.socket.write(Buffer.concat([AFTER, AFTER]))
    await peer.received(1)
    peer.socket.end(Buffer.concat([AFTER, closeFrame(1000)]))
    await client.closed
    expect(recorder.types).toEqual(['open', 'message', 'close'])
  })
})

describe('of a chunk nothing is kept by', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const MANY = Buffer.concat(Array.from({ length: 500 }, () => text(128)))

  it.each([
    ['a text that is kept', text(100)],
    ['bytes that are kept', serverFrame(BINARY, Buffer.alloc(100))],
    ['a header that is cut', text(300).subarray(0, 3)],
    ['a message that is cut', text(300).subarray(0, 200)],
    ['a ping that is cut', serverFrame(PING, LETTERS).subarray(0, 4)],
    ['a fragment', serverFrame(TEXT, LETTERS, { first: TEXT })],
  ])('%s', async (_, tail) => {
    const { receiver } = await open()
    const push = (): WeakRef<object> => {
      const chunk = Buffer.concat([MANY, tail])
      receiver.stream.push(chunk)
      return new WeakRef(chunk.buffer)
    }
    const memory = push()
    await settled(1)
    collect()
    expect(receiver.log.length).toBeGreaterThanOrEqual(500)
    expect(memory.deref()).toBeUndefined()
  })
})
