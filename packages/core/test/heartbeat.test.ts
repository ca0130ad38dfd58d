import { beforeEach, describe, expect, it } from 'vitest'
import { Heartbeat } from '../src/heartbeat.ts'
import type { HeartbeatOptions } from '../src/options.ts'
import type { Transport } from '../src/transport.ts'
import { FakeClock } from './fake-clock.ts'

let clock: FakeClock
let log: string[]
let left: number

/** One whose buffer empties as the test says. */
const transport = {
  get bufferedAmount() {
    return 10_000 - left
  },
} as Transport

function heartbeat(options: HeartbeatOptions = {}): Heartbeat {
  const start = clock.now()
  const note = (what: string): void => void log.push(`${what} ${clock.now() - start}`)
  const owner = {
    onProbe: () => note('probe'),
    fail: () => note('dead'),
    handed: 10_000,
  }
  return new Heartbeat(options, transport, clock, owner)
}

beforeEach(() => {
  clock = new FakeClock()
  log = []
  left = 0
})

it('probes after 25 s of silence, and gives 10 s for the answer', () => {
  heartbeat()
  clock.advance(60_000)
  expect(log).toEqual(['probe 25000', 'dead 35000'])
  expect(clock.pending).toBe(0)
})

it('takes its times from the options', () => {
  heartbeat({ interval: 100, timeout: 30 })
  clock.advance(1000)
  expect(log).toEqual(['probe 100', 'dead 130'])
})

it('waits for silence: any sign of life puts the probe off', () => {
  const beat = heartbeat({ interval: 100, timeout: 30 })
  for (let i = 0; i < 5; i++) {
    clock.advance(90)
    beat.alive()
  }
  expect(log).toEqual([])
  clock.advance(100)
  expect(log).toEqual(['probe 550'])
})

it('keeps one timer, whatever the traffic', () => {
  const beat = heartbeat({ interval: 100, timeout: 30 })
  for (let i = 0; i < 50; i++) {
    clock.advance(1)
    beat.alive()
    expect(clock.pending).toBe(1)
  }
})

it('is content with any answer, and starts anew', () => {
  const beat = heartbeat({ interval: 100, timeout: 30 })
  clock.advance(120)
  beat.alive()
  clock.advance(100)
  expect(log).toEqual(['probe 100', 'probe 220'])
  beat.alive()
  clock.advance(99)
  expect(log).toHaveLength(2)
})

it('leaves no timer when stopped', () => {
  heartbeat().stop()
  expect(clock.pending).toBe(0)
})

it('takes times beyond what a timer can hold', () => {
  heartbeat({ interval: 0x7fffffff * 4 })
  clock.advance(0x7fffffff * 3)
  expect(log).toEqual([])
  expect(clock.pending).toBe(1)
})

it('never probes by itself where the interval is infinite', () => {
  heartbeat({ interval: Infinity })
  clock.advance(0x7fffffff * 3)
  expect(log).toEqual([])
  expect(clock.pending).toBe(0)
})

describe('an upload', () => {
  it('puts the deadline off while it moves on', () => {
    left = 1000
    heartbeat({ interval: 100, timeout: 30 })
    clock.advance(120)
    left = 1001
    clock.advance(20)
    left = 1400
    clock.advance(30)
    expect(log).toEqual(['probe 100'])
    clock.advance(30)
    expect(log).toEqual(['probe 100', 'dead 190'])
  })

  it('that stands still is no sign of life', () => {
    left = 1000
    heartbeat({ interval: 100, timeout: 30 })
    clock.advance(130)
    expect(log).toEqual(['probe 100', 'dead 130'])
  })
})

describe('a paused consumer', () => {
  it('suspends it', () => {
    const beat = heartbeat({ interval: 100, timeout: 30 })
    beat.pause(true)
    clock.advance(1000)
    expect(log).toEqual([])
  })

  it('suspends a deadline that runs', () => {
    const beat = heartbeat({ interval: 100, timeout: 30 })
    clock.advance(110)
    beat.pause(true)
    clock.advance(1000)
    expect(log).toEqual(['probe 100'])
  })

  it('starts it anew when it reads again', () => {
    const beat = heartbeat({ interval: 100, timeout: 30 })
    beat.pause(true)
    clock.advance(1050)
    beat.pause(false)
    clock.advance(99)
    expect(log).toEqual([])
    clock.advance(1)
    expect(log).toEqual(['probe 1150'])
  })
})

describe('a sleep of the machine', () => {
  it('makes it ask once more before it judges', () => {
    const beat = heartbeat({ interval: 100, timeout: 30 })
    clock.advance(110)
    clock.sleep(3_600_000)
    clock.advance(0)
    expect(log).toEqual(['probe 100', 'probe 3600110'])
    clock.advance(10)
    beat.alive()
    clock.advance(50)
    expect(log).toHaveLength(2)
  })

  it('does not spare a connection that stays silent', () => {
    heartbeat({ interval: 100, timeout: 30 })
    clock.sleep(3_600_000)
    clock.advance(30)
    expect(log).toEqual(['probe 3600000', 'dead 3600030'])
  })
})

describe('a probe asked for', () => {
  it('goes at once, and its deadline runs', () => {
    const beat = heartbeat({ interval: 100, timeout: 30 })
    clock.advance(1)
    beat.probe()
    expect(log).toEqual(['probe 1'])
    clock.advance(30)
    expect(log).toEqual(['probe 1', 'dead 31'])
    expect(clock.pending).toBe(0)
  })

  it('leaves no timer where it stops the heartbeat itself', () => {
    const owner = {
      onProbe: () => beat.stop(),
      fail: () => undefined,
      handed: 0,
    }
    const beat = new Heartbeat({}, transport, clock, owner)
    beat.probe()
    expect(clock.pending).toBe(0)
  })
})
