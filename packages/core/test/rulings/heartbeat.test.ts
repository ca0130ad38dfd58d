import { beforeEach, describe, expect, it } from 'vitest'
import { HIGH_WATER } from '../../src/inbox.ts'
import { Bench } from '../fake-platform.ts'

const heartbeat = { interval: 100, timeout: 50 }
let bench: Bench

beforeEach(() => {
  bench = new Bench()
})

describe('a probe', () => {
  it('is a ping frame where no message is given', () => {
    bench.open({ heartbeat: {} })
    bench.clock.advance(25_000)
    expect(bench.transport.log).toEqual(['ping'])
    expect(bench.transport.sent).toEqual([])
  })

  it('is the message where one is given', () => {
    bench.open({ heartbeat: { message: 'are you there?' } })
    bench.clock.advance(25_000)
    expect(bench.transport.sent).toEqual(['are you there?'])
    expect(bench.transport.log).toEqual([])
  })

  it('is none where the platform has no ping after all', () => {
    bench.open({ heartbeat })
    Reflect.set(bench.transport, 'ping', undefined)
    bench.clock.advance(150)
    expect(bench.trace).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006'])
  })

  it('is sent only while open', () => {
    bench.connect({ heartbeat, reconnect: true })
    bench.clock.advance(10_000)
    bench.transport.open()
    bench.transport.end()
    bench.clock.advance(1000)
    expect(bench.transport.log).toEqual(['drop'])
  })

  it('is not sent once the connection closes', () => {
    bench.open({ heartbeat }).ws.disconnect()
    bench.transport.end(1000, '', true)
    expect(bench.clock.pending).toBe(0)
  })
})

describe('a missed answer', () => {
  it('drops the socket after interval and timeout: ERR_HEARTBEAT_TIMEOUT, then one ONCLOSE', () => {
    bench.open({ heartbeat: {} })
    bench.clock.advance(34_999)
    expect(bench.trace).toEqual([])
    bench.clock.advance(1)
    expect(bench.trace).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006'])
    expect(bench.transport.log).toEqual(['ping', 'drop'])
    expect(bench.clock.pending).toBe(0)
  })

  it('reconnects where asked', () => {
    bench.open({ heartbeat, reconnect: true })
    bench.clock.advance(150)
    expect(bench.take()).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006 retry'])
    bench.retry().transport.open()
    expect(bench.trace).toEqual(['open 2'])
    bench.clock.advance(150)
    expect(bench.transport.log).toEqual(['ping', 'drop'])
  })

  it('after disconnect gives no error', () => {
    bench.open({ heartbeat })
    bench.clock.advance(100)
    bench.ws.disconnect()
    bench.clock.advance(10_000)
    expect(bench.trace).toEqual(['close 1006'])
  })
})

describe('a sign of life', () => {
  it.each<[string, () => void]>([
    ['a message', () => bench.transport.message('x')],
    ['an empty message', () => bench.transport.message('')],
    ['a ping or pong frame', () => bench.transport.pong()],
  ])('is %s', (_what, live) => {
    bench.open({ heartbeat })
    for (let i = 0; i < 20; i++) {
      bench.clock.advance(140)
      live()
    }
    expect(bench.trace.filter((what) => what.startsWith('close'))).toEqual([])
  })

  it('is a pong without a heartbeat, which means nothing', () => {
    bench.open().transport.pong()
    expect(bench.trace).toEqual([])
  })
})

describe('an upload', () => {
  it('restarts the deadline whenever bufferedAmount shrinks', () => {
    bench.open({ heartbeat })
    bench.ws.send('x'.repeat(1000))
    bench.clock.advance(100)
    for (let i = 0; i < 10; i++) {
      bench.clock.advance(40)
      bench.transport.drain(10)
    }
    expect(bench.trace).toEqual([])
  })

  it.each([true, false])('restarts it though more is sent meanwhile, with a queue: %s', (queue) => {
    bench.open({ heartbeat, queue })
    bench.ws.send('x'.repeat(1000))
    bench.clock.advance(100)
    for (let i = 0; i < 10; i++) {
      bench.clock.advance(40)
      bench.transport.drain(10)
      bench.ws.send('x'.repeat(20))
    }
    expect(bench.trace).toEqual([])
  })

  it('that stands still does not, though more is sent meanwhile', () => {
    bench.open({ heartbeat })
    bench.ws.send('x'.repeat(1000))
    bench.clock.advance(100)
    for (let i = 0; i < 4; i++) {
      bench.clock.advance(25)
      if (bench.ws.readyState === 1) bench.ws.send('x')
    }
    expect(bench.trace).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006'])
  })
})

describe('a paused socket', () => {
  const big = 'x'.repeat(HIGH_WATER)

  it('suspends it', async () => {
    bench.open({ heartbeat })
    const loop = bench.ws[Symbol.asyncIterator]()
    bench.transport.message(big)
    bench.take()
    bench.clock.advance(10_000)
    expect(bench.trace).toEqual([])
    await loop.next()
    bench.clock.advance(150)
    expect(bench.trace).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006'])
  })

  it('suspends that of the next connection too', () => {
    bench.open({ heartbeat, reconnect: true })
    bench.ws[Symbol.asyncIterator]()
    bench.transport.message(big)
    bench.transport.end()
    bench.retry().transport.open()
    bench.take()
    expect(bench.transport.log).toEqual(['pause'])
    bench.clock.advance(10_000)
    expect(bench.trace).toEqual([])
  })

  it('is none where the platform cannot pause: there it goes on', () => {
    bench = new Bench({ canPause: false })
    bench.open({ heartbeat })
    bench.ws[Symbol.asyncIterator]()
    bench.transport.message(big)
    bench.take()
    bench.clock.advance(150)
    expect(bench.trace).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006'])
  })
})

describe('a wake', () => {
  it('probes a connection that may be dead', () => {
    bench.open({ heartbeat })
    bench.clock.advance(10)
    bench.platform.network.wake()
    expect(bench.transport.log).toEqual(['ping'])
    bench.clock.advance(50)
    expect(bench.trace).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006'])
  })

  it('is nothing while connecting, closing, or without a heartbeat', () => {
    bench.connect({ reconnect: true })
    bench.platform.network.wake()
    bench.transport.open()
    bench.platform.network.wake()
    bench.ws.disconnect()
    bench.platform.network.wake()
    expect(bench.transport.log).toEqual(['close 1000'])
    expect(bench.trace).toEqual(['open 1'])
  })
})
