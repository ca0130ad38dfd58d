import { beforeEach, describe, expect, it } from 'vitest'
import { WINDOW } from '../../src/outbox.ts'
import type { Manners } from '../fake-transport.ts'
import { Bench, codeOf, settled } from '../fake-platform.ts'

const BIG = 'b'.repeat(WINDOW)
const queue = true
let bench: Bench

const send = (...messages: string[]): void => {
  for (const data of messages) bench.ws.send(data)
}
const make = (manners?: Partial<Manners>): void => {
  bench = new Bench(manners)
}

beforeEach(() => make())

describe('a queue accepts', () => {
  it('while connecting, open and waiting; closing and closed throw', () => {
    const codes: unknown[] = []
    const look = (): unknown => codes.push(codeOf(() => bench.ws.send('x')))
    look()
    bench.connect({ queue, reconnect: true })
    look()
    bench.transport.open()
    look()
    bench.transport.end()
    look()
    bench.ws.disconnect()
    look()
    bench.clock.advance(0)
    look()
    const no = 'ERR_INVALID_STATE'
    expect(codes).toEqual([no, undefined, undefined, undefined, no, no])
  })

  it('while a URI function runs', async () => {
    bench.ws.connect(() => 'ws://h/', { queue })
    send('early')
    await settled()
    bench.transport.open()
    expect(bench.transport.sent).toEqual(['early'])
  })

  it('1 MiB by default, and what maxBytes says', () => {
    bench.connect({ queue })
    send('x'.repeat(1_048_576))
    expect(codeOf(() => bench.ws.send('x'))).toBe('ERR_QUEUE_FULL')
    expect(bench.ws.bufferedAmount).toBe(1_048_576)
    make()
    bench.connect({ queue: { maxBytes: 2 } })
    send('é')
    expect(codeOf(() => bench.ws.send('x'))).toBe('ERR_QUEUE_FULL')
  })
})

describe('the order', () => {
  it('is that of the calls, flushed after the ONOPEN handlers', () => {
    const seen: unknown[] = []
    bench.ws.addEventListener('open', () => seen.push([...bench.transport.sent]))
    bench.connect({ queue })
    send('a', 'b')
    bench.transport.open()
    send('c')
    expect(seen).toEqual([[]])
    expect(bench.transport.sent).toEqual(['a', 'b', 'c'])
  })

  it('puts what the ONOPEN handlers send before what waited, but not what they send later', async () => {
    bench.ws.addEventListener('open', () => {
      send('login')
      void Promise.resolve().then(() => send('late'))
    })
    bench.connect({ queue })
    send('a', 'b')
    bench.transport.open()
    await settled()
    expect(bench.transport.sent).toEqual(['login', 'a', 'b', 'late'])
  })

  it('holds through a reconnect', () => {
    bench.ws.addEventListener('open', () => send('login'))
    bench.connect({ queue, reconnect: true }).transport.open()
    bench.transport.drain()
    bench.transport.end()
    send('a')
    bench.retry()
    send('b')
    bench.transport.open()
    send('c')
    expect(bench.transport.sent).toEqual(['login', 'a', 'b', 'c'])
  })
})

describe('the window', () => {
  it('is refilled on drain', () => {
    bench.open({ queue })
    send(BIG, 'a')
    expect(bench.transport.sent).toEqual([BIG])
    bench.transport.drain(1)
    expect(bench.transport.sent).toEqual([BIG, 'a'])
  })

  it.each<[string, () => void]>([
    ['send', () => send('b')],
    ['each inbound message', () => bench.transport.message('in')],
    ['a timer', () => bench.clock.advance(10)],
  ])('is refilled on %s, where the platform tells of no drain', (_what, poke) => {
    make({ tellsDrain: false })
    bench.open({ queue })
    send(BIG, 'a')
    bench.transport.drain()
    expect(bench.transport.sent).toEqual([BIG])
    poke()
    expect(bench.transport.sent.slice(0, 2)).toEqual([BIG, 'a'])
  })

  it('has a timer only while something waits', () => {
    bench.open({ queue })
    send('a')
    expect(bench.clock.pending).toBe(0)
    send(BIG)
    expect(bench.clock.pending).toBe(1)
    bench.transport.drain()
    expect(bench.clock.pending).toBe(0)
  })

  it('is no bound where the platform reports 0 always', () => {
    make({ isFast: true })
    bench.open({ queue })
    send(BIG, BIG, BIG)
    expect(bench.transport.sent).toHaveLength(3)
    bench.transport.end()
    expect(bench.last('close')).toMatchObject({ unsent: [], unconfirmed: [] })
  })
})

describe('disconnect while open', () => {
  it('first hands over all that was accepted, then closes', () => {
    bench.open({ queue })
    send(BIG, 'a', 'b')
    bench.ws.disconnect(3000)
    expect(bench.transport.log).toEqual([])
    bench.transport.drain()
    expect(bench.transport.sent).toEqual([BIG, 'a', 'b'])
    expect(bench.transport.log).toEqual(['close 3000'])
    bench.transport.drain()
    bench.transport.end(3000, '', true)
    expect(bench.last('close')).toMatchObject({ code: 3000, unsent: [], unconfirmed: [] })
  })

  it('in an ONOPEN handler hands over what waited, too', () => {
    bench.ws.addEventListener('open', () => bench.ws.disconnect())
    bench.connect({ queue })
    send('a')
    bench.transport.open()
    expect(bench.transport.sent).toEqual(['a'])
    expect(bench.transport.log).toEqual(['close 1000'])
  })

  it('tells at closeTimeout what is left as unsent, and what was handed over as unconfirmed', () => {
    bench.open({ queue, closeTimeout: 100 })
    send(BIG, 'a', 'b')
    bench.ws.disconnect()
    bench.clock.advance(100)
    expect(bench.last('close')).toMatchObject({
      code: 1006,
      unsent: ['a', 'b'],
      unconfirmed: [BIG],
    })
    expect(bench.transport.log).toEqual(['drop'])
    expect(bench.clock.pending).toBe(0)
  })
})

describe('unsent and unconfirmed', () => {
  it('are told at a drop: handed over and still buffered is unconfirmed, and never sent again', () => {
    bench.open({ queue, reconnect: true })
    send('aa', 'bb', BIG, 'cc')
    bench.transport.drain(3)
    bench.transport.end()
    expect(bench.last('close')).toMatchObject({ unsent: [], unconfirmed: ['bb'] })
    bench.retry()
    bench.transport.open()
    bench.transport.drain()
    expect(bench.transport.sent).toEqual([BIG, 'cc'])
  })

  it('are told at the final close, and only once', () => {
    bench.open({ queue, reconnect: { attempts: 1 } })
    send('aa', BIG)
    bench.transport.end()
    expect(bench.last('close')).toMatchObject({ unsent: [], unconfirmed: ['aa'] })
    bench.retry()
    bench.transport.end()
    expect(bench.last('close')).toMatchObject({ unsent: [BIG], unconfirmed: [] })
    bench.open({ queue }).transport.end()
    expect(bench.last('close')).toMatchObject({ unsent: [], unconfirmed: [] })
  })

  it('without a queue are one shared frozen empty array, and nothing is retained', () => {
    bench.open({ reconnect: true })
    send('a')
    bench.transport.end()
    const first = bench.last('close')
    bench.ws.disconnect()
    bench.clock.advance(0)
    const arrays = [
      first.unsent,
      first.unconfirmed,
      bench.last('close').unsent,
      bench.last('close').unconfirmed,
    ]
    expect(new Set(arrays).size).toBe(1)
    expect(arrays[0]).toEqual([])
    expect(Object.isFrozen(arrays[0])).toBe(true)
  })

  it('tell of a heartbeat’s message nowhere, though its bytes are buffered', () => {
    bench.open({ queue, heartbeat: { message: 'beat', interval: 100, timeout: 50 } })
    send('aa')
    bench.clock.advance(100)
    send('bb')
    bench.transport.drain(1)
    bench.clock.advance(200)
    expect(bench.trace).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006'])
    expect(bench.transport.sent).toEqual(['aa', 'beat', 'bb'])
    expect(bench.last('close')).toMatchObject({ unsent: [], unconfirmed: ['aa', 'bb'] })
  })

  it('count no heartbeat that the socket did not take', () => {
    bench.open({ queue, heartbeat: { message: 'beat', interval: 100, timeout: 50 } })
    send('a', 'a much longer message')
    bench.transport.isTaking = false
    bench.clock.advance(100)
    bench.transport.end()
    expect(bench.last('close').unconfirmed).toEqual(['a', 'a much longer message'])
  })
})
