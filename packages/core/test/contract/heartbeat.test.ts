import { beforeEach, describe, expect, it } from 'vitest'
import { HIGH_WATER } from '../../src/inbox.ts'
import type { HeartbeatOptions } from '../../src/options.ts'
import { Harness, codeOf } from '../harness.ts'

const heartbeat = { interval: 100, timeout: 30 }
const DEAD = ['error ERR_HEARTBEAT_TIMEOUT', 'close 1006']

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

const open = (options: HeartbeatOptions | true = heartbeat): unknown =>
  harness.open({ heartbeat: options })
const log = (): string[] => harness.transport.log
/** Time passes, with something every so often. */
function repeat(count: number, milliseconds: number, act: () => void): void {
  for (let i = 0; i < count; i++) {
    harness.clock.advance(milliseconds)
    act()
  }
}
/** Nothing is wrong yet, but after so many more milliseconds the connection is dead. */
function expectDeath(milliseconds: number): void {
  harness.clock.advance(milliseconds - 1)
  expect(harness.take().filter((what) => !what.startsWith('message'))).toEqual([])
  harness.clock.advance(1)
  expect(harness.trace).toEqual(DEAD)
}

describe('a probe', () => {
  it('is sent after 25 s of silence, and has 10 s to be answered', () => {
    open(true)
    harness.clock.advance(24_999)
    expect(log()).toEqual([])
    harness.clock.advance(1)
    expect(log()).toEqual(['ping'])
    expectDeath(10_000)
    const { reason } = harness.last('error')
    expect(reason).toContain('ws://example.test gave no sign of life within 10000 ms')
    expect(log()).toEqual(['ping', 'drop'])
    expect(harness.clock.pending).toBe(0)
  })

  it('is sent only while open, and a missed answer is no error while closing', () => {
    harness.connect({ heartbeat })
    harness.clock.advance(10_000)
    harness.transport.open()
    harness.clock.advance(100)
    harness.ws.disconnect()
    expect(harness.clock.pending).toBe(1)
    harness.clock.advance(10_000)
    expect(harness.trace).toEqual(['open 1', 'close 1006'])
    expect(log()).toEqual(['ping', 'close 1000', 'drop'])
    harness.open({ heartbeat }).transport.end()
    expect(harness.clock.pending).toBe(0)
  })

  it.each([
    [0x7fffffff * 4, 1],
    [Infinity, 0],
  ])('is never sent within an interval of %d ms', (interval, timers) => {
    open({ interval })
    harness.clock.advance(0x7fffffff * 3)
    expect(log()).toEqual([])
    expect(harness.clock.pending).toBe(timers)
  })
})

it('a missed answer is followed by a reconnect, if asked for', () => {
  harness.open({ heartbeat, reconnect: true }).clock.advance(130)
  expect(harness.take()).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006 retry'])
  harness.retry().transport.open()
  harness.clock.advance(130)
  expect(log()).toEqual(['ping', 'drop'])
})

it.each<[string, () => void]>([
  ['a message', () => harness.transport.message('')],
  ['a ping or pong frame', () => harness.transport.pong()],
])(
  'a sign of life is %s: it puts the probe off, and answers one, with one timer',
  (_what, live) => {
    open()
    repeat(50, 9, live)
    expect(log()).toEqual([])
    repeat(5, 120, live)
    expect(log()).toEqual(['ping', 'ping', 'ping', 'ping', 'ping'])
    expect(harness.clock.pending).toBe(1)
    expectDeath(130)
  },
)

it('a sign of life is followed by a probe an interval later, though the timeout is longer', () => {
  open({ interval: 100, timeout: 10_000 })
  repeat(5, 100, () => harness.transport.pong())
  expect(log()).toHaveLength(5)
})

describe('a deadline', () => {
  const send = (size: number): unknown => harness.ws.send('x'.repeat(size))
  const drain = (bytes: number): unknown => harness.transport.drain(bytes)

  const refuse = (): void => {
    harness.transport.isTaking = false
    expect(codeOf(() => send(20))).toBe('ERR_INVALID_STATE')
  }

  it.each<[string, isPutOff: boolean, act: () => unknown]>([
    ['an upload that moves on, though more is sent', true, () => [drain(10), send(20)]],
    ['a download that moves on', true, () => (harness.transport.bytesRead = harness.clock.now())],
    ['an upload that stands still, though more is sent', false, () => send(1)],
    ['what the socket no longer takes', false, refuse],
  ])('is put off by %s: %s', (_what, isPutOff, act) => {
    for (const queue of [true, false]) {
      harness = new Harness().open({ heartbeat, queue })
      send(1000)
      harness.clock.advance(100)
      if (isPutOff) repeat(10, 25, act)
      else repeat(2, 10, act)
      expectDeath(isPutOff ? 50 : 10)
    }
  })

  it('is not put off by what is sent behind the probe', () => {
    open({ ...heartbeat, message: 'beat' })
    harness.clock.advance(100)
    drain(4)
    repeat(2, 10, () => {
      send(1)
      drain(1)
    })
    expectDeath(10)
  })
})

it('a message goes out as a copy: a browser refuses a buffer that can grow', () => {
  const message = new Uint8Array([1, 2])
  open({ ...heartbeat, message })
  harness.clock.advance(100)
  const [sent] = harness.transport.sent
  expect(sent).toEqual(message)
  expect(sent).not.toBe(message)
})

describe('a paused socket', () => {
  const pause = (): AsyncIterator<unknown> => {
    const loop = harness.ws[Symbol.asyncIterator]()
    harness.transport.message('x'.repeat(HIGH_WATER))
    return loop
  }

  it.each([0, 110])('suspends the heartbeat, %d ms after ONOPEN', async (elapsed) => {
    open()
    harness.clock.advance(elapsed)
    const loop = pause()
    harness.clock.advance(1050)
    await loop.next()
    expectDeath(130)
  })

  it('suspends that of the next connection too', () => {
    harness.open({ heartbeat, reconnect: true })
    pause()
    harness.transport.end()
    harness.retry().transport.open()
    harness.take()
    harness.clock.advance(10_000)
    expect(harness.trace).toEqual([])
  })

  it('is none if the platform cannot pause: the heartbeat goes on', () => {
    harness = new Harness({ canPause: false })
    open()
    pause()
    expectDeath(130)
  })
})

describe('a sleep of the machine', () => {
  it('is a timer that is late by more than the timeout', () => {
    open()
    harness.clock.advance(100)
    harness.clock.sleep(60)
    harness.clock.advance(0)
    expect(harness.trace).toEqual(DEAD)
  })

  it('leads to one more probe before the verdict', () => {
    open()
    harness.clock.advance(110)
    harness.clock.sleep(3_600_000)
    harness.clock.advance(10)
    expect(log()).toEqual(['ping', 'ping'])
    harness.transport.pong()
    expectDeath(130)
  })

  it.each([0, 110])('does not spare a connection that stays silent: %d ms', (elapsed) => {
    open()
    harness.clock.advance(elapsed)
    harness.clock.sleep(3_600_000)
    expectDeath(30)
  })

  it('does not spare one whose timers come once a minute, as in a hidden tab', () => {
    open()
    repeat(3, 0, () => harness.clock.sleep(60_000))
    harness.clock.advance(0)
    expect(harness.trace).toEqual(DEAD)
  })
})

it('a wake probes a connection that may be dead, and keeps the deadline of that probe', () => {
  open()
  repeat(3, 10, () => harness.platform.network.wake())
  expect(log()).toEqual(['ping'])
  expectDeath(10)
})

it('a wake does nothing while connecting or closing, or without a heartbeat', () => {
  const { network } = harness.connect({ reconnect: true }).platform
  network.wake()
  harness.transport.open()
  network.wake()
  harness.ws.disconnect()
  network.wake()
  expect(log()).toEqual(['close 1000'])
  expect(harness.trace).toEqual(['open 1'])
})
