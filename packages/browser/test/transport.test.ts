import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeWebSocket, install } from './support/fake-web-socket.ts'
import { start } from './support/seam.ts'

const ABNORMAL = { code: 1006, reason: '', wasClean: false }

beforeEach(() => {
  vi.useFakeTimers()
  install()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a transport', () => {
  it('opens a socket with the URI and a list of its own of the subprotocols', () => {
    const protocols = ['a', 'b']
    start('ws://a.test/', protocols)
    expect(FakeWebSocket.made).toHaveLength(1)
    expect(FakeWebSocket.last.url).toBe('ws://a.test/')
    expect(FakeWebSocket.last.protocols).toEqual(protocols)
    expect(FakeWebSocket.last.protocols).not.toBe(protocols)
  })

  it('asks for binary as an ArrayBuffer', () => {
    start()
    expect(FakeWebSocket.last.binaryType).toBe('arraybuffer')
  })

  it('calls nothing by itself', () => {
    const { seam } = start()
    vi.advanceTimersByTime(3_600_000)
    expect(seam.calls).toEqual([])
  })

  it('tells of the opening, of messages and of the end', () => {
    const { seam } = start('ws://a.test/', ['b'])
    const bytes = new ArrayBuffer(2)
    FakeWebSocket.last.open('b')
    FakeWebSocket.last.message('text')
    FakeWebSocket.last.message(bytes)
    FakeWebSocket.last.end({ code: 4000, reason: 'bye', wasClean: true })
    expect(seam.calls).toEqual([
      ['open', expect.objectContaining({ protocol: 'b' })],
      ['message', 'text'],
      ['message', bytes],
      ['close', { code: 4000, reason: 'bye', wasClean: true }],
    ])
    expect(seam.cause).toBeUndefined()
  })

  it('has what the platform says of its buffer, now', () => {
    const { transport } = start()
    expect(transport.bufferedAmount).toBe(0)
    FakeWebSocket.last.bufferedAmount = 7
    expect(transport.bufferedAmount).toBe(7)
  })

  it('has no ping, no pause and no resume', () => {
    const { transport } = start()
    expect(transport.ping).toBeUndefined()
    expect(transport.pause).toBeUndefined()
    expect(transport.resume).toBeUndefined()
  })

  it('hands over what is sent as it is, while the socket is open', () => {
    const { transport } = start()
    FakeWebSocket.last.open()
    const messages = ['text', new ArrayBuffer(1), new Uint8Array(2), new Blob(['blob'])]
    expect(messages.map((data) => transport.send(data))).toEqual([true, true, true, true])
    expect(FakeWebSocket.last.sent).toEqual(messages)
  })

  it.each([0, 2, 3])('takes nothing while the state of the socket is %i', (state) => {
    const { transport } = start()
    FakeWebSocket.last.readyState = state
    expect(transport.send('late')).toBe(false)
    expect(FakeWebSocket.last.sent).toEqual([])
  })

  it('closes with the code and the reason', async () => {
    const { transport } = start()
    FakeWebSocket.last.open()
    transport.close(3000, 'bye')
    await Promise.resolve()
    expect(FakeWebSocket.last.closes).toEqual([[3000, 'bye']])
  })

  it('calls nobody inside close, though the platform does, as Node’s own class', async () => {
    const { seam, transport } = start()
    const socket = FakeWebSocket.last
    socket.open()
    socket.close = () => socket.end({ code: 1000, wasClean: true })
    transport.close(1000, '')
    expect(seam.calls).toHaveLength(1)
    await Promise.resolve()
    expect(seam.calls[1]).toEqual(['close', { code: 1000, reason: '', wasClean: true }])
  })
})

describe('a socket that fails', () => {
  it('while connecting is ERR_CONNECT_FAILED at its close, once', () => {
    const { seam } = start()
    FakeWebSocket.last.fail()
    expect(seam.calls).toEqual([])
    FakeWebSocket.last.end({ code: 1015 })
    vi.runAllTimers()
    expect(seam.calls).toEqual([['close', { ...ABNORMAL, code: 1015 }]])
    expect(seam.cause?.code).toBe('ERR_CONNECT_FAILED')
  })

  it('while open is ERR_PROTOCOL at its close, once', () => {
    const { seam } = start()
    FakeWebSocket.last.open()
    FakeWebSocket.last.fail()
    FakeWebSocket.last.end()
    vi.runAllTimers()
    expect(seam.calls.map(([name]) => name)).toEqual(['open', 'close'])
    expect(seam.cause?.code).toBe('ERR_PROTOCOL')
  })

  it.each([
    'Unexpected EOF',
    'Connection reset by peer (os error 104)',
    'peer closed connection without sending TLS close_notify',
  ])('while open is ERR_CONNECTION_LOST where the platform says "%s"', (message) => {
    const { seam } = start()
    FakeWebSocket.last.open()
    FakeWebSocket.last.fail(message)
    FakeWebSocket.last.end({ code: 0 })
    expect(seam.cause?.code).toBe('ERR_CONNECTION_LOST')
  })

  it('while open is ERR_PROTOCOL where the platform says anything else', () => {
    const { seam } = start()
    FakeWebSocket.last.open()
    FakeWebSocket.last.fail('Invalid UTF-8')
    FakeWebSocket.last.end()
    expect(seam.cause?.code).toBe('ERR_PROTOCOL')
  })

  it('and gives no close ends after 100 ms', () => {
    const { seam } = start()
    FakeWebSocket.last.fail()
    vi.advanceTimersByTime(99)
    expect(seam.calls).toEqual([])
    vi.advanceTimersByTime(1)
    expect(seam.calls).toEqual([['close', undefined]])
    expect(seam.cause?.code).toBe('ERR_CONNECT_FAILED')
  })

  it('twice ends 100 ms after the first time', () => {
    const { seam } = start()
    FakeWebSocket.last.fail()
    vi.advanceTimersByTime(60)
    FakeWebSocket.last.fail()
    vi.advanceTimersByTime(40)
    expect(seam.calls).toEqual([['close', undefined]])
  })

  it('and closes later than that has been ended already', () => {
    const { seam } = start()
    const socket = FakeWebSocket.last
    socket.fail()
    vi.advanceTimersByTime(100)
    socket.end()
    socket.fail()
    vi.runAllTimers()
    expect(seam.calls).toEqual([['close', undefined]])
  })

  it('and opens late has been ended already', () => {
    const { seam } = start()
    const socket = FakeWebSocket.last
    socket.fail()
    vi.advanceTimersByTime(100)
    socket.open()
    socket.message('late')
    expect(seam.calls).toEqual([['close', undefined]])
  })
})

describe('a class that', () => {
  const thrown = (): { readonly code?: string; readonly cause?: unknown } => {
    try {
      start()
    } catch (error) {
      return error as object
    }
    throw new Error('nothing was thrown')
  }

  const throwing = (error: unknown): void => {
    vi.stubGlobal('WebSocket', function refuse() {
      throw error
    })
  }

  it.each(['SecurityError', 'NS_ERROR_CONTENT_BLOCKED'])('throws a %s is ERR_BLOCKED', (name) => {
    const cause = new DOMException('no', name)
    throwing(cause)
    expect(thrown()).toMatchObject({ code: 'ERR_BLOCKED', cause })
  })

  it.each([
    [new Error('no')],
    [new DOMException('no', 'SyntaxError')],
    [undefined],
    ['a string'],
    [null],
  ])('throws %s is ERR_CONNECT_FAILED', (cause) => {
    throwing(cause)
    expect(thrown()).toMatchObject({ code: 'ERR_CONNECT_FAILED' })
    expect(thrown().cause).toBe(cause)
  })

  it('is missing is ERR_CONNECT_FAILED', () => {
    vi.stubGlobal('WebSocket', undefined)
    expect(thrown().code).toBe('ERR_CONNECT_FAILED')
    expect(thrown().cause).toBeInstanceOf(TypeError)
  })

  it('is put in place later is the one that is used', () => {
    class Mock extends FakeWebSocket {}
    vi.stubGlobal('WebSocket', Mock)
    start()
    expect(FakeWebSocket.last).toBeInstanceOf(Mock)
  })
})

describe('a dropped transport', () => {
  it('closes its socket and calls nobody any more', () => {
    const { seam, transport } = start()
    const socket = FakeWebSocket.last
    transport.drop()
    expect(socket.closes).toEqual([[]])
    socket.open()
    socket.message('late')
    socket.fail()
    socket.end()
    vi.runAllTimers()
    expect(seam.calls).toEqual([])
  })

  it('leaves no listener at its socket', () => {
    const { transport } = start()
    const { last } = FakeWebSocket
    transport.drop()
    expect([last.onopen, last.onmessage, last.onerror, last.onclose]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  it('within the grace of an error calls nobody', () => {
    const { seam, transport } = start()
    FakeWebSocket.last.fail()
    transport.drop()
    vi.runAllTimers()
    expect(seam.calls).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('may be dropped again, and after its end', () => {
    const { seam, transport } = start()
    FakeWebSocket.last.end()
    transport.drop()
    transport.drop()
    expect(seam.calls).toHaveLength(1)
  })
})

it('no timer is left after an end', () => {
  start()
  FakeWebSocket.last.fail()
  FakeWebSocket.last.end()
  expect(vi.getTimerCount()).toBe(0)
})
