import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { network } from '../src/network.ts'
import { stubDocument, stubWindow } from './support/fake-page.ts'

let onWake: ReturnType<typeof vi.fn<() => void>>

beforeEach(() => {
  vi.useFakeTimers()
  onWake = vi.fn<() => void>()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Lets the wall clock run while timers stand still, as in a sleep. */
function sleep(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds)
}

describe('a watch wakes', () => {
  it.each([
    ['when the network is back', stubWindow, 'online', {}],
    [
      'when the page returns from the back/forward cache',
      stubWindow,
      'pageshow',
      { persisted: true },
    ],
    ['when a frozen tab is resumed', stubDocument, 'resume', {}],
  ])('%s', (_, stub, type, keys) => {
    const target = stub()
    network.watch(onWake)
    target.emit(type, keys)
    expect(onWake).toHaveBeenCalledTimes(1)
  })

  it('when the wall clock has jumped, at the next tick of 10 s, once a sleep', () => {
    network.watch(onWake)
    for (let sleeps = 1; sleeps <= 3; sleeps++) {
      sleep(80_000)
      expect(onWake).toHaveBeenCalledTimes(sleeps - 1)
      vi.advanceTimersByTime(10_000)
      expect(onWake).toHaveBeenCalledTimes(sleeps)
      vi.advanceTimersByTime(100_000)
      expect(onWake).toHaveBeenCalledTimes(sleeps)
    }
  })

  it('when the wall clock has jumped and the tab is shown, at once', () => {
    const document = stubDocument()
    network.watch(onWake)
    sleep(80_000)
    document.emit('visibilitychange')
    expect(onWake).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(20_000)
    expect(onWake).toHaveBeenCalledTimes(1)
  })
})

describe('a watch does not wake', () => {
  it.each([
    ['while time goes by as it should', 0, 3_600_000],
    ['for a timer that is late by 15 s, as in a busy or a hidden tab', 15_000, 10_000],
    ['when the wall clock is set back', -3_600_000, 20_000],
  ])('%s', (_, jump, time) => {
    network.watch(onWake)
    sleep(jump)
    vi.advanceTimersByTime(time)
    expect(onWake).not.toHaveBeenCalled()
  })

  it('when the network goes, or a page is merely loaded or shown', () => {
    const page = stubWindow()
    const document = stubDocument()
    network.watch(onWake)
    vi.advanceTimersByTime(5000)
    page.emit('offline')
    page.emit('pageshow', { persisted: false })
    document.emit('visibilitychange')
    expect(onWake).not.toHaveBeenCalled()
  })
})

describe('what ends a watch', () => {
  it('removes every listener and the timer', () => {
    const page = stubWindow()
    const document = stubDocument()
    const unwatch = network.watch(onWake)
    expect([...page.active, ...document.active]).toEqual([
      'online',
      'pageshow',
      'resume',
      'visibilitychange',
    ])
    expect(vi.getTimerCount()).toBe(1)
    unwatch()
    expect([...page.active, ...document.active]).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('leaves another watch as it is', () => {
    const page = stubWindow()
    const other = vi.fn<() => void>()
    const unwatch = network.watch(onWake)
    network.watch(other)
    unwatch()
    page.emit('online')
    expect(onWake).not.toHaveBeenCalled()
    expect(other).toHaveBeenCalledTimes(1)
  })

  it('works where there is neither document nor window', () => {
    network.watch(onWake)()
    expect(vi.getTimerCount()).toBe(0)
  })
})
