import { beforeEach, describe, expect, it, vi } from 'vitest'
import { WINDOW } from '../../src/outbox.ts'
import { Harness, codeOf, settled, thrownBy } from '../harness.ts'

const BIG = 'b'.repeat(WINDOW)
const HALF = 'h'.repeat(WINDOW / 2)
const queue = true

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

const send = (...messages: string[]): void => messages.forEach((data) => harness.ws.send(data))
const codesOf = (...messages: string[]): unknown[] =>
  messages.map((data) => codeOf(() => harness.ws.send(data)))
const sent = (): readonly unknown[] => harness.transport.sent
/** Bytes leave; returns what has been handed over then. */
function drain(bytes?: number): readonly unknown[] {
  harness.transport.drain(bytes)
  return [...sent()]
}
/** What the last ONCLOSE reports. */
function expectLost(unsent: string[], unconfirmed: string[]): void {
  expect(harness.last('close')).toMatchObject({ unsent, unconfirmed })
}

describe('a queue accepts', () => {
  it('while connecting, open and waiting; closing and closed throw', () => {
    const steps = [
      () => undefined,
      () => harness.connect({ queue, reconnect: true }),
      () => harness.transport.open(),
      () => harness.transport.end(),
      () => harness.ws.disconnect(),
      () => harness.clock.advance(0),
    ]
    const codes = steps.flatMap((step) => {
      step()
      return codesOf('x')
    })
    const no = 'ERR_INVALID_STATE'
    expect(codes).toEqual([no, undefined, undefined, undefined, no, no])
  })

  it('while a URI function runs', async () => {
    harness.ws.connect(() => 'ws://h/', { queue })
    send('early')
    await settled()
    harness.transport.open()
    expect(sent()).toEqual(['early'])
  })

  it('1 MiB by default, and what does not fit stays the caller’s', () => {
    harness.connect({ queue })
    send('x'.repeat(1_048_576))
    expect(codesOf('x')).toEqual(['ERR_QUEUE_FULL'])
    expect(harness.ws.bufferedAmount).toBe(1_048_576)
    expect(harness.leave().last('close').unsent).toHaveLength(1)
  })

  it('nothing of what no memory holds', () => {
    harness.connect({ queue })
    const cause = new RangeError('Array buffer allocation failed')
    const slice = vi.spyOn(Uint8Array.prototype, 'slice').mockImplementation(() => {
      throw cause
    })
    const error = thrownBy(() => harness.ws.send(new ArrayBuffer(7)))
    slice.mockRestore()
    expect(error).toMatchObject({ code: 'ERR_INVALID_DATA', cause })
    expect(harness.ws.bufferedAmount).toBe(0)
    harness.transport.open()
    expect(sent()).toEqual([])
  })

  it('as many bytes of UTF-8 as maxBytes says, and no more messages than that', () => {
    const full = 'ERR_QUEUE_FULL'
    harness.connect({ queue: { maxBytes: 3 } })
    const codes = codesOf('éé', 'éa', 'x', '', '', '')
    expect(codes).toEqual([full, undefined, full, undefined, undefined, full])
  })

  it('any message that the platform takes at once, however big', () => {
    harness.open({ queue: { maxBytes: 3 } })
    send(BIG)
    expect(sent()).toEqual([BIG])
    expect(codesOf('a', 'b', 'c', 'd').filter(Boolean)).toEqual(['ERR_QUEUE_FULL'])
  })
})

it('what the ONOPEN handlers send goes before what waited, but not what they send later', async () => {
  harness.ws.addEventListener('open', () => {
    send('login', BIG)
    void Promise.resolve().then(() => send('late'))
  })
  harness.connect({ queue })
  send('a', 'b')
  harness.transport.open()
  expect(sent()).toEqual(['login'])
  await settled()
  drain()
  expect(drain()).toEqual(['login', BIG, 'a', 'b', 'late'])
})

describe('what the platform cannot take now', () => {
  const noMemory = (): never => {
    throw new RangeError('Array buffer allocation failed')
  }
  const fail = (times: number): void => {
    const taking = vi.spyOn(harness.transport, 'send')
    for (let n = 0; n < times; n++) taking.mockImplementationOnce(noMemory)
  }

  it('waits in its place until it can', () => {
    harness.open({ queue })
    fail(4)
    send('a', 'b')
    expect([sent(), harness.ws.bufferedAmount]).toEqual([[], 2])
    harness.clock.advance(10)
    expect(sent()).toEqual(['a', 'b'])
  })

  it('is unsent if it never can', () => {
    harness.open({ queue })
    vi.spyOn(harness.transport, 'send').mockImplementation(noMemory)
    send('a')
    harness.transport.message('nothing breaks')
    harness.ws.disconnect()
    harness.clock.advance(5000)
    expectLost(['a'], [])
  })

  it('is refused if it may not wait', () => {
    harness.open({ queue: { maxBytes: 2 } })
    fail(1)
    expect(codesOf('abc', 'ab')).toEqual(['ERR_QUEUE_FULL', undefined])
    expect([sent(), harness.ws.bufferedAmount]).toEqual([['ab'], 2])
  })
})

describe('the window', () => {
  it('is filled to the byte, and refilled in order', () => {
    harness.open({ queue })
    send(HALF, HALF, 'x', 'y')
    expect(sent()).toEqual([HALF, HALF])
    expect(harness.ws.bufferedAmount).toBe(WINDOW + 2)
    expect(drain(1)).toEqual([HALF, HALF, 'x'])
    expect(drain()).toEqual([HALF, HALF, 'x', 'y'])
  })

  it('lets no message overtake a bigger one, which goes alone', () => {
    const huge = `${BIG}${BIG}`
    harness.open({ queue })
    send('a', huge, 'b')
    expect(sent()).toEqual(['a'])
    expect(drain()).toEqual(['a', huge])
    expect(drain()).toEqual(['a', huge, 'b'])
  })

  it.each<[string, () => void]>([
    ['send', () => send('b')],
    ['each inbound message', () => harness.transport.message('in')],
    ['each pong', () => harness.transport.pong()],
    ['a timer', () => harness.clock.advance(10)],
  ])('is refilled on %s, if the platform does not report drain', (_what, act) => {
    harness = new Harness({ reportsDrain: false })
    harness.open({ queue })
    send(BIG, 'a')
    expect(drain()).toEqual([BIG])
    act()
    expect(sent().slice(0, 2)).toEqual([BIG, 'a'])
  })

  it('has a timer only while something waits', () => {
    const timers: number[] = []
    const look = (): unknown => timers.push(harness.clock.pending)
    harness.open({ queue })
    send('a')
    look()
    send(BIG)
    harness.clock.advance(100)
    look()
    drain()
    look()
    send(BIG)
    harness.transport.end()
    look()
    expect(timers).toEqual([0, 1, 0, 0])
  })

  it('is no bound if the platform always reports 0', () => {
    harness = new Harness({ leavesAtOnce: true })
    harness.open({ queue })
    send(BIG, BIG, BIG)
    expect(sent()).toHaveLength(3)
    harness.transport.end()
    expectLost([], [])
  })
})

describe('disconnect while open', () => {
  it('first hands over all that was accepted, then closes', () => {
    harness.open({ queue })
    send(BIG, 'a', 'b')
    harness.ws.disconnect(3000)
    expect(harness.transport.log).toEqual([])
    drain()
    expect(drain()).toEqual([BIG, 'a', 'b'])
    expect(harness.transport.log).toEqual(['close 3000'])
    harness.transport.end(3000)
    expectLost([], [])
  })

  it('in an ONOPEN handler hands over what waited, too', () => {
    harness.ws.addEventListener('open', () => harness.ws.disconnect())
    harness.connect({ queue })
    send('a')
    harness.transport.open()
    expect(sent()).toEqual(['a'])
    expect(harness.transport.log).toEqual(['close 1000'])
  })

  it('has the rest as unsent at closeTimeout, and what was handed over as unconfirmed', () => {
    harness.open({ queue, closeTimeout: 100 })
    send(BIG, 'a', 'b')
    harness.ws.disconnect()
    harness.clock.advance(100)
    expectLost(['a', 'b'], [BIG])
    expect(harness.transport.log).toEqual(['drop'])
    expect(harness.clock.pending).toBe(0)
  })
})

describe('unsent and unconfirmed', () => {
  it('at a drop: what was handed over and still buffered is unconfirmed, and never sent again', () => {
    harness.open({ queue, reconnect: true })
    send('aa', 'bb', BIG, 'cc')
    drain(3)
    harness.transport.end()
    expectLost([], ['bb'])
    harness.retry().transport.open()
    expect(drain()).toEqual([BIG, 'cc'])
  })

  it('at the final close: what was never handed over is unsent, and reported once', () => {
    harness.open({ queue, reconnect: { attempts: 1 } })
    send('aa', BIG)
    harness.transport.end()
    expectLost([], ['aa'])
    harness.retry().transport.end()
    expectLost([BIG], [])
    expect(harness.ws.bufferedAmount).toBe(0)
    harness.open({ queue }).transport.end()
    expectLost([], [])
  })

  it('without a queue are one shared frozen empty array, and nothing is retained', () => {
    harness.open({ reconnect: true })
    send('a')
    harness.transport.end()
    const first = harness.last('close')
    const last = harness.leave().last('close')
    const arrays = [first.unsent, first.unconfirmed, last.unsent, last.unconfirmed]
    expect(new Set(arrays).size).toBe(1)
    expect(arrays[0]).toEqual([])
    expect(Object.isFrozen(arrays[0])).toBe(true)
  })

  const heartbeat = { message: 'beat', interval: 100, timeout: 50 }

  it('never hold a heartbeat’s message, which goes ahead of what waits', () => {
    harness.open({ queue, heartbeat })
    send(BIG, 'bb')
    harness.clock.advance(100)
    expect(sent()).toEqual([BIG, 'beat'])
    expect(harness.ws.bufferedAmount).toBe(WINDOW + 6)
    expect(drain(WINDOW)).toEqual([BIG, 'beat', 'bb'])
    harness.transport.end()
    expectLost([], ['bb'])
  })

  it('count no heartbeat that the socket did not take', () => {
    harness.open({ queue, heartbeat })
    send('a', 'a much longer message')
    harness.transport.isTaking = false
    harness.clock.advance(100)
    harness.transport.end()
    expectLost([], ['a', 'a much longer message'])
  })
})
