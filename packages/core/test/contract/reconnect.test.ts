import { beforeEach, describe, expect, it } from 'vitest'
import type { ConnectOptions } from '../../src/options.ts'
import { Harness, closeEvent } from '../harness.ts'

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

/** Milliseconds that the next attempts wait, each failing at once. */
function delays(count: number): (number | undefined)[] {
  return Array.from({ length: count }, () => {
    harness.transport.end()
    const { delay } = harness.last('close')
    if (delay !== undefined) harness.clock.advance(delay)
    return delay
  })
}

// The whole formula is in retry.test.ts.
it('the delay is in the ONCLOSE, and the next attempt starts then', () => {
  harness.open({ reconnect: true }).transport.end(1001, 'restart')
  const close = { code: 1001, reason: 'restart', wasClean: true, willReconnect: true }
  expect(harness.events).toEqual([closeEvent({ ...close, delay: 3000 })])
  harness.clock.advance(2999)
  expect(harness.platform.transports).toHaveLength(1)
  harness.clock.advance(1)
  harness.transport.open()
  expect(harness.last('open').attempt).toBe(2)
})

it('the delay is drawn anew each time, within the bounds of the options', () => {
  harness.connect({ reconnect: { minDelay: 10, maxDelay: 25 } })
  harness.platform.chance = 0
  expect(delays(1)).toEqual([10])
  harness.platform.chance = 1
  expect(delays(1)).toEqual([25])
})

describe('the count of attempts', () => {
  it('has no limit by default', () => {
    harness.connect({ reconnect: { minDelay: 1, maxDelay: 1e300 } })
    harness.platform.chance = 0
    expect(delays(1100)).toEqual(Array.from({ length: 1100 }, () => 1))
  })

  it.each([0, 1, 3])('ends after %i retries with a final ONCLOSE', (attempts) => {
    harness.connect({ reconnect: { attempts } })
    expect(delays(attempts + 1).filter((delay) => delay !== undefined)).toHaveLength(attempts)
    expect(harness.last('close')).toEqual(closeEvent())
    expect(harness.platform.transports).toHaveLength(attempts + 1)
    expect(harness.ws.readyState).toBe(3)
  })

  it.each([
    [4999, [3000, 5000, 9000, 15_500]],
    [5000, [3000, 3000, 3000, 3000]],
  ])('starts anew after a connection of 5,000 ms, not %d: %j', (milliseconds, expected) => {
    harness.connect({ reconnect: { attempts: 4 } })
    const seen = expected.map(() => {
      harness.transport.open()
      harness.clock.advance(milliseconds)
      return delays(1)[0]
    })
    expect(seen).toEqual(expected)
    harness.transport.open()
    expect(harness.last('open').attempt).toBe(milliseconds < 5000 ? 5 : 2)
  })
})

it('a network that is back starts the attempt that waits, once', () => {
  harness.open({ reconnect: true }).transport.end()
  harness.platform.network.wake()
  expect(harness.platform.transports).toHaveLength(2)
  expect(harness.clock.next).toBe(20_000)
  harness.platform.network.wake()
  expect(harness.platform.transports).toHaveLength(2)
})

it.each<[ConnectOptions, state: string, watching: number]>([
  [{}, 'open', 0],
  [{ heartbeat: { message: 'beat' } }, 'open', 1],
  [{ reconnect: true }, 'open', 1],
  [{ reconnect: true }, 'waiting', 1],
])(
  'the network is watched until the final close: with %j while %s by %d',
  (options, state, count) => {
    const { watchers } = harness.platform.network
    harness.open(options)
    if (state === 'waiting') harness.transport.end()
    expect(watchers.size).toBe(count)
    harness.ws.disconnect()
    harness.retry()
    expect(watchers.size).toBe(0)
  },
)
