import { beforeEach, describe, expect, it } from 'vitest'
import { WebSocketsError } from '../../src/errors.ts'
import { Bench } from '../fake-platform.ts'

let bench: Bench

beforeEach(() => {
  bench = new Bench()
})

/** Milliseconds that the next attempts wait, each failing at once. */
function delays(count: number): (number | undefined)[] {
  return Array.from({ length: count }, () => {
    bench.transport.end()
    const { delay } = bench.last('close')
    if (delay !== undefined) bench.clock.advance(delay)
    return delay
  })
}

const rejected = (status: number, retryAfter?: number): WebSocketsError =>
  new WebSocketsError('ERR_HANDSHAKE_REJECTED', String(status), {
    status,
    ...(retryAfter && { retryAfter }),
  })

describe('the delay', () => {
  it.each<[number, number[]]>([
    [0, [1000, 1000, 1000, 1000, 1000, 1000, 1000]],
    [0.5, [1500, 2500, 4500, 8500, 15_500, 15_500, 15_500]],
    [0.999_999_9, [2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]],
  ])('is drawn with full jitter: a draw of %f gives %j', (chance, expected) => {
    bench.platform.chance = chance
    bench.connect({ reconnect: true })
    expect(delays(7)).toEqual(expected)
  })

  it('is told in the ONCLOSE, and the next attempt starts then', () => {
    bench.open({ reconnect: true }).transport.end(1001, 'restart', true)
    expect(bench.events).toEqual([
      {
        type: 'close',
        code: 1001,
        reason: 'restart',
        wasClean: true,
        willReconnect: true,
        delay: 1500,
        unsent: [],
        unconfirmed: [],
      },
    ])
    bench.clock.advance(1499)
    expect(bench.platform.transports).toHaveLength(1)
    bench.clock.advance(1)
    expect(bench.platform.transports).toHaveLength(2)
    bench.transport.open()
    expect(bench.last('open').attempt).toBe(2)
  })

  it('takes its bounds from the options', () => {
    bench.connect({ reconnect: { minDelay: 10, maxDelay: 25 } })
    bench.platform.chance = 0
    expect(delays(1)).toEqual([10])
    bench.platform.chance = 1
    expect(delays(1)).toEqual([25])
  })

  it('is at least what the server asked for', () => {
    bench.connect({ reconnect: true }).transport.end(1006, '', false, rejected(503, 45_000))
    expect(bench.last('close').delay).toBe(45_000)
    bench.clock.advance(45_000)
    bench.transport.end(1006, '', false, rejected(503, 1))
    expect(bench.last('close').delay).toBe(2500)
  })

  it('is a real time, whatever the bounds', () => {
    bench.connect({ reconnect: { minDelay: 1, maxDelay: 1e300 } })
    bench.platform.chance = 0
    expect(delays(1100)).toEqual(Array.from({ length: 1100 }, () => 1))
  })
})

describe('the count of attempts', () => {
  it('has no limit by default', () => {
    bench.connect({ reconnect: true })
    expect(delays(100)).not.toContain(undefined)
  })

  it.each([0, 1, 3])('ends after %i retries with a final ONCLOSE', (attempts) => {
    bench.connect({ reconnect: { attempts } })
    expect(delays(attempts + 1).filter((delay) => delay !== undefined)).toHaveLength(attempts)
    expect(bench.last('close')).toMatchObject({ willReconnect: false })
    expect(bench.platform.transports).toHaveLength(attempts + 1)
    expect(bench.ws.readyState).toBe(3)
  })

  it('goes on through connections that were not stable', () => {
    bench.connect({ reconnect: true })
    for (const expected of [1500, 2500, 4500]) {
      bench.transport.open()
      bench.clock.advance(4999)
      bench.transport.end()
      expect(bench.last('close').delay).toBe(expected)
      bench.retry()
    }
  })

  it('starts anew after a connection of 5,000 ms', () => {
    bench.connect({ reconnect: { attempts: 2 } })
    delays(2)
    bench.transport.open()
    expect(bench.last('open').attempt).toBe(3)
    bench.clock.advance(5000)
    bench.transport.end()
    expect(bench.last('close').delay).toBe(1500)
    bench.retry().transport.open()
    expect(bench.last('open').attempt).toBe(2)
  })
})

describe('the network', () => {
  it('never holds back a first attempt', () => {
    bench.platform.network.isAway = true
    bench.connect({ reconnect: true })
    expect(bench.platform.transports).toHaveLength(1)
  })

  it('that is away stretches a retry to maxDelay, and no further', () => {
    bench.platform.network.isAway = true
    bench.open({ reconnect: { maxDelay: 7000 } }).transport.end()
    expect(bench.last('close').delay).toBe(7000)
    bench.clock.advance(7000)
    expect(bench.platform.transports).toHaveLength(2)
  })

  it('that comes back means now', () => {
    bench.open({ reconnect: true }).transport.end()
    bench.platform.network.wake()
    expect(bench.platform.transports).toHaveLength(2)
    expect(bench.clock.next).toBe(20_000)
    bench.platform.network.wake()
    expect(bench.platform.transports).toHaveLength(2)
  })

  it('is watched only where a reconnect or a heartbeat was asked for, until the final close', () => {
    const { network } = bench.platform
    bench.open()
    expect(network.watchers).toBe(0)
    bench.transport.end()
    bench.open({ heartbeat: {} })
    expect(network.watchers).toBe(1)
    bench.transport.end()
    expect(network.watchers).toBe(0)
    bench.open({ reconnect: true }).transport.end()
    expect(network.watchers).toBe(1)
    bench.ws.disconnect()
    bench.clock.advance(0)
    expect(network.watchers).toBe(0)
  })

  it('may be unknown to the platform', () => {
    Reflect.deleteProperty(bench.platform, 'network')
    bench.open({ reconnect: true }).transport.end()
    expect(bench.last('close').delay).toBe(1500)
  })
})
