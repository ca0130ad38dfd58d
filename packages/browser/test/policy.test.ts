import { beforeEach, describe, expect, it, vi } from 'vitest'
import { stubWindow, type FakeTarget } from './support/fake-page.ts'
import { FakeWebSocket, stubThrowing, usePlatform } from './support/fake-web-socket.ts'
import { begin, open } from './support/seam.ts'

let page: FakeTarget

usePlatform()

beforeEach(() => {
  page = stubWindow()
})

function violate(blockedURI: string, keys: object = {}): void {
  const violation = { effectiveDirective: 'connect-src', disposition: 'enforce', blockedURI }
  page.emit('securitypolicyviolation', { ...violation, ...keys })
}

describe('a violation of connect-src is ERR_BLOCKED', () => {
  const fail = (): void => FakeWebSocket.last.fail()
  const end = (): void => FakeWebSocket.last.end()
  const wait = (): void => void vi.advanceTimersByTime(100)

  it.each([
    ['with the URI whole, and no close', ['wss://a.test/path', fail, wait]],
    ['with the origin alone', ['wss://a.test', fail, wait]],
    ['with the scheme alone', ['wss', fail, wait]],
    ['with a close', ['wss', end]],
    ['without any event of the socket', ['wss', wait]],
    ['after the socket’s error', [fail, 'wss', wait]],
  ])('%s', (_, steps) => {
    const { seam } = begin('wss://a.test/path')
    for (const step of steps) {
      expect(seam.calls).toEqual([])
      if (typeof step === 'string') violate(step)
      else step()
    }
    expect(seam.calls).toHaveLength(1)
    expect(seam.failure).toEqual({ code: 'ERR_BLOCKED' })
  })
})

describe('a violation has nothing to do with this socket', () => {
  const others = `wss://b.test https://a.test ws://a.test wss://a.test:8443 wss://a.tes
    wss://a.test.evil wss://a.test/path/elsewhere inline`

  it.each([...others.split(/\s+/), ''])('if it shows another URI: %s', (shown) => {
    const { seam } = begin('wss://a.test/path')
    violate(shown)
    vi.advanceTimersByTime(100)
    expect(seam.calls).toEqual([])
    FakeWebSocket.last.end()
    expect(seam.failure).toBeUndefined()
  })

  it('if it is only reported', () => {
    const { seam } = begin('wss://a.test/path')
    violate('wss://a.test/path', { disposition: 'report' })
    vi.advanceTimersByTime(100)
    expect(seam.calls).toEqual([])
  })
})

describe('a policy is listened to', () => {
  it('by each socket that is opening', () => {
    begin()
    begin()
    expect(page.active).toEqual(['securitypolicyviolation', 'securitypolicyviolation'])
  })

  it('no more once the socket is open', () => {
    const { seam } = begin()
    FakeWebSocket.last.open()
    expect(page.active).toEqual([])
    violate('wss://a.test')
    vi.runAllTimers()
    expect(seam.calls).toHaveLength(1)
  })

  it('no more once the socket has ended, or was dropped', () => {
    begin()
    FakeWebSocket.last.end()
    expect(page.active).toEqual([])
    begin().transport.drop()
    expect(page.active).toEqual([])
  })

  it('by nobody if the class throws', () => {
    stubThrowing(new Error('no'))
    open()
    expect(page.active).toEqual([])
  })
})
