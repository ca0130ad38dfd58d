import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { network } from '../src/network.ts'
import { stubDocument, stubWindow } from './support/fake-page.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Lets the clock run while timers stand still, as in a sleep. */
function sleep(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds)
}

describe('isOffline', () => {
  it.each([
    [{ onLine: false }, true],
    [{ onLine: true }, false],
    [{}, false],
    [undefined, false],
  ])('with the navigator %j is %s', (navigator, expected) => {
    vi.stubGlobal('navigator', navigator)
    expect(network.isOffline()).toBe(expected)
  })
})

describe('a watch wakes', () => {
  it('when the network is back', () => {
    const page = stubWindow()
    const onWake = vi.fn()
    network.watch(onWake)
    page.emit('online')
    page.emit('offline')
    expect(onWake).toHaveBeenCalledTimes(1)
  })

  it('when the page is back from the back/forward cache, not when it is shown first', () => {
    const page = stubWindow()
    const onWake = vi.fn()
    network.watch(onWake)
    page.emit('pageshow', { persisted: false })
    expect(onWake).not.toHaveBeenCalled()
    page.emit('pageshow', { persisted: true })
    expect(onWake).toHaveBeenCalledTimes(1)
  })

  it('when a frozen tab is resumed', () => {
    const document = stubDocument()
    const onWake = vi.fn()
    network.watch(onWake)
    document.emit('resume')
    expect(onWake).toHaveBeenCalledTimes(1)
  })

  it('when the clock has jumped, at the next tick of 10 s, once', () => {
    const onWake = vi.fn()
    network.watch(onWake)
    sleep(80_000)
    expect(onWake).not.toHaveBeenCalled()
    vi.advanceTimersByTime(10_000)
    expect(onWake).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(100_000)
    expect(onWake).toHaveBeenCalledTimes(1)
  })

  it('when the clock has jumped and the tab is shown, at once', () => {
    const document = stubDocument({ visibilityState: 'visible' })
    const onWake = vi.fn()
    network.watch(onWake)
    sleep(80_000)
    document.emit('visibilitychange')
    expect(onWake).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(20_000)
    expect(onWake).toHaveBeenCalledTimes(1)
  })

  it('for each sleep', () => {
    const onWake = vi.fn()
    network.watch(onWake)
    for (let i = 0; i < 3; i++) {
      sleep(3_600_000)
      vi.advanceTimersByTime(10_000)
    }
    expect(onWake).toHaveBeenCalledTimes(3)
  })
})

describe('a watch does not wake', () => {
  it('while time goes by as it should', () => {
    stubWindow()
    stubDocument()
    const onWake = vi.fn()
    network.watch(onWake)
    vi.advanceTimersByTime(3_600_000)
    expect(onWake).not.toHaveBeenCalled()
  })

  it('for a timer that is late by 15 s, as in a busy or a hidden tab', () => {
    const onWake = vi.fn()
    network.watch(onWake)
    sleep(15_000)
    vi.advanceTimersByTime(10_000)
    expect(onWake).not.toHaveBeenCalled()
  })

  it('when the clock is set back', () => {
    const onWake = vi.fn()
    network.watch(onWake)
    sleep(-3_600_000)
    vi.advanceTimersByTime(20_000)
    expect(onWake).not.toHaveBeenCalled()
  })

  it('when a tab is merely shown again', () => {
    const document = stubDocument({ visibilityState: 'visible' })
    const onWake = vi.fn()
    network.watch(onWake)
    vi.advanceTimersByTime(5000)
    document.emit('visibilitychange')
    expect(onWake).not.toHaveBeenCalled()
  })
})

describe('what ends a watch', () => {
  it('removes every listener and the timer', () => {
    const page = stubWindow()
    const document = stubDocument()
    const onWake = vi.fn()
    const unwatch = network.watch(onWake)
    expect(page.active.toSorted()).toEqual(['online', 'pageshow'])
    expect(document.active.toSorted()).toEqual(['resume', 'visibilitychange'])
    expect(vi.getTimerCount()).toBe(1)
    unwatch()
    expect(page.active).toEqual([])
    expect(document.active).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
    sleep(80_000)
    page.emit('online')
    page.emit('pageshow', { persisted: true })
    document.emit('resume')
    document.emit('visibilitychange')
    vi.advanceTimersByTime(60_000)
    expect(onWake).not.toHaveBeenCalled()
  })

  it('leaves another watch as it is', () => {
    const page = stubWindow()
    const [one, other] = [vi.fn(), vi.fn()]
    const unwatch = network.watch(one)
    network.watch(other)
    unwatch()
    page.emit('online')
    expect(one).not.toHaveBeenCalled()
    expect(other).toHaveBeenCalledTimes(1)
  })

  it('works where there is neither document nor window', () => {
    const unwatch = network.watch(vi.fn())
    expect(vi.getTimerCount()).toBe(1)
    unwatch()
    expect(vi.getTimerCount()).toBe(0)
  })
})
