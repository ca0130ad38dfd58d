import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { stubWindow, type Listeners } from './support/fake-page.ts'
import { FakeWebSocket, install } from './support/fake-web-socket.ts'
import { start } from './support/seam.ts'

let page: Listeners

beforeEach(() => {
  vi.useFakeTimers()
  install()
  page = stubWindow()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function violate(blockedURI: string, effectiveDirective = 'connect-src'): void {
  page.emit('securitypolicyviolation', { blockedURI, effectiveDirective })
}

describe('a violation of connect-src', () => {
  it.each(['wss://a.test/path', 'wss://a.test', 'wss'])(
    'that is told as %s is ERR_BLOCKED, though no close follows',
    (shown) => {
      const { seam } = start('wss://a.test/path')
      violate(shown)
      FakeWebSocket.last.fail()
      expect(seam.calls).toEqual([])
      vi.advanceTimersByTime(100)
      expect(seam.calls).toHaveLength(1)
      expect(seam.cause?.code).toBe('ERR_BLOCKED')
    },
  )

  it('with a close is ERR_BLOCKED at the close', () => {
    const { seam } = start()
    violate('wss://a.test')
    FakeWebSocket.last.end()
    expect(seam.calls).toHaveLength(1)
    expect(seam.cause?.code).toBe('ERR_BLOCKED')
  })

  it('without any event of the socket is ERR_BLOCKED', () => {
    const { seam } = start()
    violate('wss://a.test')
    vi.advanceTimersByTime(100)
    expect(seam.cause?.code).toBe('ERR_BLOCKED')
  })

  it('that comes after the socket’s error is ERR_BLOCKED', () => {
    const { seam } = start()
    FakeWebSocket.last.fail()
    violate('wss://a.test')
    vi.advanceTimersByTime(100)
    expect(seam.cause?.code).toBe('ERR_BLOCKED')
  })

  it.each([
    'wss://b.test',
    'https://a.test',
    'ws://a.test',
    'wss://a.test:8443',
    'wss://a.tes',
    'wss://a.test.evil',
    'wss://a.test/path/elsewhere',
    'inline',
    '',
  ])('of another URI is not ours: %s', (shown) => {
    const { seam } = start('wss://a.test/path')
    violate(shown)
    vi.advanceTimersByTime(100)
    expect(seam.calls).toEqual([])
    FakeWebSocket.last.fail()
    FakeWebSocket.last.end()
    expect(seam.cause?.code).toBe('ERR_CONNECT_FAILED')
  })

  it('at another port of the host is not ours', () => {
    const { seam } = start('ws://a.test:8080/')
    violate('ws://a.test')
    vi.advanceTimersByTime(100)
    expect(seam.calls).toEqual([])
  })

  it.each(['script-src', 'img-src', 'default-src'])('is not that of %s', (directive) => {
    const { seam } = start('wss://a.test/path')
    violate('wss://a.test/path', directive)
    vi.advanceTimersByTime(100)
    expect(seam.calls).toEqual([])
  })
})

describe('a policy is listened to', () => {
  it('by each socket that is opening', () => {
    start()
    start()
    expect(page.active).toEqual(['securitypolicyviolation', 'securitypolicyviolation'])
  })

  it('no more once it is open', () => {
    const { seam } = start()
    FakeWebSocket.last.open()
    expect(page.active).toEqual([])
    violate('wss://a.test')
    vi.runAllTimers()
    expect(seam.calls).toHaveLength(1)
  })

  it('no more once it has ended', () => {
    start()
    FakeWebSocket.last.fail()
    FakeWebSocket.last.end()
    expect(page.active).toEqual([])
  })

  it('no more once it was dropped', () => {
    start().transport.drop()
    expect(page.active).toEqual([])
  })

  it('not where the class throws', () => {
    vi.stubGlobal('WebSocket', undefined)
    expect(() => start()).toThrow()
    expect(page.active).toEqual([])
  })
})
