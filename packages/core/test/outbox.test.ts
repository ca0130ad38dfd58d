import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Outbox, WINDOW } from '../src/outbox.ts'
import { FakePlatform, FakeBlob, codeOf } from './fake-platform.ts'
import { sizeOf, type FakeTransport } from './fake-transport.ts'
import type { SendData } from '../src/events.ts'

const BIG = 'b'.repeat(WINDOW)

let outbox: Outbox
let transport: FakeTransport
let isUp: boolean

const line = {
  get held() {
    return isUp ? transport.bufferedAmount : undefined
  },
  hand: (data: SendData) => transport.send(data),
}
const push = (data: SendData, mayWait = true): boolean => outbox.push(data, sizeOf(data), mayWait)

const lost = (held: number): readonly SendData[] => {
  outbox.lose(held)
  return outbox.tellLost()
}

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
  outbox = new Outbox({}, line)
  isUp = false
})

describe('without a transport', () => {
  it('keeps messages in order, and counts their bytes', () => {
    for (const data of ['é', 'b', new FakeBlob(5)]) expect(push(data)).toBe(true)
    expect(outbox.bytes).toBe(8)
    expect(outbox.length).toBe(3)
    isUp = true
    outbox.pump()
    expect(transport.sent).toEqual(['é', 'b', new FakeBlob(5)])
    expect(outbox.bytes).toBe(0)
    expect(outbox.length).toBe(0)
  })

  it('holds 1 MiB, and what goes beyond stays the caller’s', () => {
    expect(push('a'.repeat(1_048_576))).toBe(true)
    expect(codeOf(() => push('b'))).toBe('ERR_QUEUE_FULL')
    expect(outbox.bytes).toBe(1_048_576)
    expect(push('')).toBe(true)
    expect(outbox.giveUp()).toHaveLength(2)
  })

  it('holds what it was given, in UTF-8', () => {
    outbox = new Outbox({ maxBytes: 3 }, line)
    expect(codeOf(() => push('éé'))).toBe('ERR_QUEUE_FULL')
    expect(push('éa')).toBe(true)
  })

  it('keeps the bytes of the call', () => {
    const bytes = new Uint8Array([1, 2])
    push(bytes)
    push(bytes.buffer)
    bytes.fill(9)
    expect(outbox.giveUp()).toEqual([new Uint8Array([1, 2]), new Uint8Array([1, 2]).buffer])
  })
})

describe('with a transport', () => {
  beforeEach(() => {
    isUp = true
  })

  it('hands a message on at once', () => {
    push('a', false)
    expect(transport.sent).toEqual(['a'])
    expect(outbox.bytes).toBe(0)
  })

  it('keeps to the window, and refills it in order', () => {
    const half = 'h'.repeat(WINDOW / 2)
    for (const data of [half, half, 'x', 'y']) push(data, false)
    expect(transport.sent).toEqual([half, half])
    transport.drain(1)
    outbox.pump()
    expect(transport.sent).toEqual([half, half, 'x'])
    transport.drain()
    outbox.pump()
    expect(transport.sent).toEqual([half, half, 'x', 'y'])
  })

  it('lets a small message not overtake a big one', () => {
    for (const data of ['a', BIG, 'b']) push(data, false)
    expect(transport.sent).toEqual(['a'])
    transport.drain()
    outbox.pump()
    expect(transport.sent).toEqual(['a', BIG])
  })

  it('hands on a message above the window alone', () => {
    push(`${BIG}${BIG}`, false)
    expect(transport.sent).toHaveLength(1)
  })

  it('refuses what the socket does not take, where no other will come', () => {
    transport.isTaking = false
    expect(push('a', false)).toBe(false)
    expect(outbox.giveUp()).toEqual([])
  })

  it('keeps what the socket does not take, where another will come', () => {
    transport.isTaking = false
    expect(push('a')).toBe(true)
    outbox.pump()
    expect(outbox.bytes).toBe(1)
    expect(lost(0)).toEqual([])
    expect(outbox.giveUp()).toEqual(['a'])
  })
})

it('hands nothing over twice where the platform throws', () => {
  for (const data of ['a', 'b', 'c']) push(data)
  isUp = true
  const send = transport.send.bind(transport)
  const calls: SendData[] = []
  vi.spyOn(transport, 'send').mockImplementation((data) => {
    calls.push(data)
    if (calls.length === 2) throw new Error('no')
    return send(data)
  })
  expect(() => outbox.pump()).toThrow('no')
  expect(outbox.bytes).toBe(2)
  outbox.pump()
  expect(calls).toEqual(['a', 'b', 'b', 'c'])
})

describe('while the connection opens', () => {
  it('puts what the handlers send before what waited', () => {
    push('old')
    isUp = true
    outbox.beginOpening()
    outbox.pump()
    expect(outbox.length).toBe(1)
    for (const data of ['login', BIG]) push(data, false)
    expect(transport.sent).toEqual(['login'])
    outbox.endOpening()
    transport.drain()
    outbox.pump()
    transport.drain()
    outbox.pump()
    expect(transport.sent).toEqual(['login', BIG, 'old'])
  })

  it('loses nothing where the connection ends meanwhile', () => {
    push('old')
    isUp = true
    outbox.beginOpening()
    push(BIG)
    push('new')
    expect(lost(WINDOW)).toEqual([BIG])
    expect(outbox.giveUp()).toEqual(['new', 'old'])
  })
})

describe('when the transport is gone', () => {
  beforeEach(() => {
    isUp = true
  })

  it('tells what had not left, and forgets it', () => {
    for (const data of ['aa', 'bb', 'cc']) push(data, false)
    transport.drain(3)
    expect(lost(transport.bufferedAmount)).toEqual(['bb', 'cc'])
    expect(outbox.tellLost()).toEqual([])
    expect(lost(transport.bufferedAmount)).toEqual([])
    expect(outbox.giveUp()).toEqual([])
  })

  it('tells nothing where all had left', () => {
    push('aa', false)
    expect(lost(0)).toEqual([])
  })

  it('knows what left before the next was sent', () => {
    push('aa', false)
    transport.drain()
    push('bb', false)
    expect(lost(2)).toEqual(['bb'])
  })

  it('counts the heartbeat among the bytes, and never tells of it', () => {
    push('aa', false)
    outbox.note(4)
    push('bb', false)
    expect(lost(6)).toEqual(['bb'])
  })

  it('gives up what waits, once', () => {
    isUp = false
    push('a')
    expect(outbox.giveUp()).toEqual(['a'])
    expect(outbox.giveUp()).toEqual([])
    expect(outbox.bytes).toBe(0)
  })
})
