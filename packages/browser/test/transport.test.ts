import { describe, expect, it, vi } from 'vitest'
import { FakeWebSocket, stubThrowing, usePlatform } from './support/fake-web-socket.ts'
import { begin, open } from './support/seam.ts'

usePlatform()

describe('a transport', () => {
  it('opens a socket with the URI, a list of its own of the subprotocols, and ArrayBuffers', () => {
    const protocols = ['a', 'b']
    begin('ws://a.test/', protocols)
    expect(FakeWebSocket.made).toHaveLength(1)
    expect(FakeWebSocket.last).toMatchObject({ url: 'ws://a.test/', protocols })
    expect(FakeWebSocket.last.protocols).not.toBe(protocols)
    expect(FakeWebSocket.last.binaryType).toBe('arraybuffer')
  })

  it('reports the opening, messages and the end', () => {
    const { seam } = begin()
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
    expect(seam.failure).toBeUndefined()
  })

  it('has what the platform says of its buffer now, and no ping, pause or resume', () => {
    const { transport } = begin()
    FakeWebSocket.last.bufferedAmount = 7
    expect(transport.bufferedAmount).toBe(7)
    expect([transport.ping, transport.pause, transport.resume]).toEqual(Array(3).fill(undefined))
  })

  it('hands over what is sent as it is, while the socket is open and only then', () => {
    const { transport } = begin()
    const messages = ['text', new ArrayBuffer(1), new Uint8Array(2), new Blob(['blob'])]
    for (const state of [0, 1, 2, 3]) {
      FakeWebSocket.last.readyState = state
      for (const data of messages) expect(transport.send(data)).toBe(state === 1)
    }
    expect(FakeWebSocket.last.sent).toEqual(messages)
  })

  it('waits with its close until the Blob that was sent last has been read', async () => {
    const { transport } = begin()
    FakeWebSocket.last.open()
    let finish = (): void => undefined
    const reading = new Promise<void>((resolve) => (finish = resolve))
    transport.send(Object.assign(new Blob(['blob']), { arrayBuffer: () => reading }))
    transport.close(3000, 'bye')
    await Promise.resolve()
    expect(FakeWebSocket.last.closes).toEqual([])
    finish()
    await reading
    expect(FakeWebSocket.last.closes).toEqual([[3000, 'bye']])
  })

  it('calls nobody inside close, though the platform does, as Node’s own class', async () => {
    const { seam, transport } = begin()
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
  it.each([
    ['while connecting', false, undefined, 'ERR_CONNECT_FAILED'],
    ['while connecting, with a message', false, 'Unexpected EOF', 'ERR_CONNECT_FAILED'],
    ['while open', true, undefined, 'ERR_PROTOCOL'],
    ['while open, with any other message', true, 'Invalid UTF-8', 'ERR_PROTOCOL'],
    ['with the end of TCP, as Deno says it', true, 'Unexpected EOF', 'ERR_CONNECTION_LOST'],
    ['with a reset', true, 'Connection reset by peer (os error 104)', 'ERR_CONNECTION_LOST'],
    ['without TLS’s end', true, 'peer sent no TLS close_notify', 'ERR_CONNECTION_LOST'],
  ])('%s says why at its close, once', (_, isOpen, message, code) => {
    const { seam } = begin()
    if (isOpen) FakeWebSocket.last.open()
    const before = seam.calls.length
    FakeWebSocket.last.fail(message)
    expect(seam.calls).toHaveLength(before)
    FakeWebSocket.last.end({ code: 1015 })
    vi.runAllTimers()
    expect(seam.calls.slice(before)).toEqual([
      ['close', { code: 1015, reason: '', wasClean: false }],
    ])
    const cause = expect.objectContaining({ message }) as Error
    expect(seam.failure).toEqual(message === undefined ? { code } : { code, cause })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('and does not close ends after 100 ms, whatever it does later', () => {
    const { seam } = begin()
    const socket = FakeWebSocket.last
    socket.fail()
    vi.advanceTimersByTime(60)
    socket.fail()
    vi.advanceTimersByTime(39)
    expect(seam.calls).toEqual([])
    vi.advanceTimersByTime(1)
    socket.open()
    socket.message('late')
    socket.fail()
    socket.end()
    vi.runAllTimers()
    expect(seam.calls).toEqual([['close', undefined]])
    expect(seam.failure).toEqual({ code: 'ERR_CONNECT_FAILED' })
  })

  it('and opens within that time has not failed', () => {
    const { seam } = begin()
    FakeWebSocket.last.fail()
    FakeWebSocket.last.open()
    vi.runAllTimers()
    FakeWebSocket.last.end()
    expect(seam.calls.map(([name]) => name)).toEqual(['open', 'close'])
    expect(seam.failure).toBeUndefined()
  })
})

describe('a class that throws is a failure that openTransport returns:', () => {
  it.each([
    [new DOMException('no', 'SecurityError'), 'ERR_BLOCKED'],
    [new DOMException('no', 'NS_ERROR_CONTENT_BLOCKED'), 'ERR_BLOCKED'],
    [new DOMException('no', 'SyntaxError'), 'ERR_CONNECT_FAILED'],
    [new Error('no'), 'ERR_CONNECT_FAILED'],
    ['a string', 'ERR_CONNECT_FAILED'],
    [undefined, 'ERR_CONNECT_FAILED'],
    [null, 'ERR_CONNECT_FAILED'],
  ])('%s is %s', (cause, code) => {
    stubThrowing(cause)
    expect(open().result).toStrictEqual({ code, cause })
  })

  it('one that is missing is ERR_CONNECT_FAILED', () => {
    vi.stubGlobal('WebSocket', undefined)
    const cause = expect.any(Error) as Error
    expect(open().result).toEqual({ code: 'ERR_CONNECT_FAILED', cause })
  })
})

describe('a dropped transport', () => {
  it.each([
    ['while connecting', () => undefined, [[]]],
    ['within the grace of an error', () => FakeWebSocket.last.fail(), []],
    ['after its end', () => FakeWebSocket.last.end(), []],
  ])(
    '%s closes its socket unless it is closed, and hears no more, nor leaves a timer',
    (...row) => {
      const [, act, closes] = row
      const { seam, transport } = begin()
      act()
      const before = [...seam.calls]
      transport.drop()
      transport.drop()
      const { last } = FakeWebSocket
      expect(last.closes).toEqual(closes)
      // The class of `ws` ends the process at an error that nobody hears.
      expect(last.onerror).toBeTypeOf('function')
      last.onopen?.({})
      last.message('late')
      last.fail()
      last.end()
      expect(vi.getTimerCount()).toBe(0)
      expect(seam.calls).toEqual(before)
    },
  )
})
