import { beforeEach, describe, expect, it } from 'vitest'
import { Outbox, WINDOW } from '../src/outbox.ts'
import { FakePlatform, FakeBlob, codeOf } from './fake-platform.ts'
import type { FakeTransport } from './fake-transport.ts'

const BIG = 'b'.repeat(WINDOW)

let outbox: Outbox
let transport: FakeTransport

beforeEach(() => {
  const request = { uri: '', protocols: [], closeTimeout: 1, options: {} }
  const nothing = (): void => undefined
  const handlers = {
    onOpen: nothing,
    onMessage: nothing,
    onPong: nothing,
    onDrain: nothing,
    onClose: nothing,
  }
  transport = new FakePlatform().openTransport(request, handlers)
  outbox = new Outbox({})
})

describe('without a transport', () => {
  it('keeps messages in order, and counts their bytes', () => {
    for (const data of ['é', 'b', new FakeBlob(5)])
      expect(outbox.push(data, undefined, true)).toBe(true)
    expect(outbox.bytes).toBe(8)
    expect(outbox.isEmpty).toBe(false)
    outbox.pump(transport)
    expect(transport.sent).toEqual(['é', 'b', new FakeBlob(5)])
    expect(outbox.bytes).toBe(0)
    expect(outbox.isEmpty).toBe(true)
  })

  it('holds 1 MiB, and what goes beyond stays the caller’s', () => {
    expect(outbox.push('a'.repeat(1_048_576), undefined, true)).toBe(true)
    expect(codeOf(() => outbox.push('b', undefined, true))).toBe('ERR_QUEUE_FULL')
    expect(outbox.bytes).toBe(1_048_576)
    expect(outbox.push('', undefined, true)).toBe(true)
    expect(outbox.giveUp()).toHaveLength(2)
  })

  it('holds what it was given, in UTF-8', () => {
    outbox = new Outbox({ maxBytes: 3 })
    expect(codeOf(() => outbox.push('éé', undefined, true))).toBe('ERR_QUEUE_FULL')
    expect(outbox.push('éa', undefined, true)).toBe(true)
  })

  it('keeps the bytes of the call', () => {
    const bytes = new Uint8Array([1, 2])
    outbox.push(bytes, undefined, true)
    outbox.push(bytes.buffer, undefined, true)
    bytes.fill(9)
    expect(outbox.giveUp()).toEqual([new Uint8Array([1, 2]), new Uint8Array([1, 2]).buffer])
  })
})

describe('with a transport', () => {
  it('hands a message on at once', () => {
    outbox.push('a', transport, false)
    expect(transport.sent).toEqual(['a'])
    expect(outbox.bytes).toBe(0)
  })

  it('keeps to the window, and refills it in order', () => {
    const half = 'h'.repeat(WINDOW / 2)
    for (const data of [half, half, 'x', 'y']) outbox.push(data, transport, false)
    expect(transport.sent).toEqual([half, half])
    transport.drain(1)
    outbox.pump(transport)
    expect(transport.sent).toEqual([half, half, 'x'])
    transport.drain()
    outbox.pump(transport)
    expect(transport.sent).toEqual([half, half, 'x', 'y'])
  })

  it('lets a small message not overtake a big one', () => {
    for (const data of ['a', BIG, 'b']) outbox.push(data, transport, false)
    expect(transport.sent).toEqual(['a'])
    transport.drain()
    outbox.pump(transport)
    expect(transport.sent).toEqual(['a', BIG])
  })

  it('hands on a message above the window alone', () => {
    outbox.push(`${BIG}${BIG}`, transport, false)
    expect(transport.sent).toHaveLength(1)
  })

  it('refuses what the socket does not take, where no other will come', () => {
    transport.isTaking = false
    expect(outbox.push('a', transport, false)).toBe(false)
    expect(outbox.giveUp()).toEqual([])
  })

  it('keeps what the socket does not take, where another will come', () => {
    transport.isTaking = false
    expect(outbox.push('a', transport, true)).toBe(true)
    outbox.pump(transport)
    expect(outbox.bytes).toBe(1)
    expect(outbox.lost(0)).toEqual([])
    expect(outbox.giveUp()).toEqual(['a'])
  })
})

describe('while the connection opens', () => {
  it('puts what the handlers send before what waited', () => {
    outbox.push('old', undefined, true)
    outbox.beginOpening()
    outbox.pump(transport)
    expect(outbox.isEmpty).toBe(false)
    for (const data of ['login', BIG]) outbox.push(data, transport, false)
    expect(transport.sent).toEqual(['login'])
    outbox.endOpening()
    transport.drain()
    outbox.pump(transport)
    transport.drain()
    outbox.pump(transport)
    expect(transport.sent).toEqual(['login', BIG, 'old'])
  })

  it('loses nothing where the connection ends meanwhile', () => {
    outbox.push('old', undefined, true)
    outbox.beginOpening()
    outbox.push(BIG, transport, true)
    outbox.push('new', transport, true)
    expect(outbox.lost(WINDOW)).toEqual([BIG])
    expect(outbox.giveUp()).toEqual(['new', 'old'])
  })
})

describe('when the transport is gone', () => {
  it('tells what had not left, and forgets it', () => {
    for (const data of ['aa', 'bb', 'cc']) outbox.push(data, transport, false)
    transport.drain(3)
    expect(outbox.lost(transport.bufferedAmount)).toEqual(['bb', 'cc'])
    expect(outbox.lost(transport.bufferedAmount)).toEqual([])
    expect(outbox.giveUp()).toEqual([])
  })

  it('tells nothing where all had left', () => {
    outbox.push('aa', transport, false)
    expect(outbox.lost(0)).toEqual([])
  })

  it('knows what left before the next was sent', () => {
    outbox.push('aa', transport, false)
    transport.drain()
    outbox.push('bb', transport, false)
    expect(outbox.lost(2)).toEqual(['bb'])
  })

  it('counts the heartbeat among the bytes, and never tells of it', () => {
    outbox.push('aa', transport, false)
    outbox.note(4)
    outbox.push('bb', transport, false)
    expect(outbox.lost(6)).toEqual(['bb'])
  })

  it('gives up what waits, once', () => {
    outbox.push('a', undefined, true)
    expect(outbox.giveUp()).toEqual(['a'])
    expect(outbox.giveUp()).toEqual([])
    expect(outbox.bytes).toBe(0)
  })
})
