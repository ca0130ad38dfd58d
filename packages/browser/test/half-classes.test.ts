import { describe, expect, it, vi } from 'vitest'
import { WebSockets } from '../src/index.ts'
import { FakeWebSocket, usePlatform } from './support/fake-web-socket.ts'
import { begin, open } from './support/seam.ts'

usePlatform()

describe('a class without bufferedAmount, as in workerd, React Native and happy-dom,', () => {
  it('counts 0, and a queue goes out at once', () => {
    const client = new WebSockets()
    client.connect('wss://a.test/', { queue: true })
    const socket = FakeWebSocket.last
    Reflect.deleteProperty(socket, 'bufferedAmount')
    for (const text of ['a', 'b', 'c']) client.send(text)
    socket.open()
    client.send('d')
    expect(socket.sent).toEqual(['a', 'b', 'c', 'd'])
    expect(client.bufferedAmount).toBe(0)
  })
})

describe('an event that lacks', () => {
  it('the subprotocol, null in workerd, opens with an empty one', () => {
    const { seam } = begin()
    FakeWebSocket.last.open(null as unknown as string)
    expect(seam.calls).toEqual([['open', { protocol: '', extensions: '' }]])
  })

  it.each([
    ['wasClean, as React Native’s,', { code: 4000, reason: 'bye' }, [4000, 'bye', true]],
    ['wasClean after a drop', { code: 1006, reason: 'timeout' }, [1006, 'timeout', false]],
    ['a reason', { code: 1000, wasClean: true }, [1000, '', true]],
    ['everything', {}, [1006, '', false]],
  ])('%s is completed', (_, event, [code, reason, wasClean]) => {
    const { seam } = begin()
    FakeWebSocket.last.open()
    FakeWebSocket.last.onclose?.(event as never)
    expect(seam.calls[1]).toEqual(['close', { code, reason, wasClean }])
  })
})

/** A class that knows listeners alone. */
class ListenedTo extends EventTarget {
  static last: ListenedTo | undefined
  readyState = 0
  readonly url: string

  constructor(url: string) {
    super()
    this.url = url
    ListenedTo.last = this
  }

  emit(type: string, keys: object = {}): void {
    this.dispatchEvent(Object.assign(new Event(type), keys))
  }

  close(): void {
    this.readyState = 3
  }
}

describe('a class that knows listeners alone', () => {
  it('is heard all the same, and not after the end', () => {
    vi.stubGlobal('WebSocket', ListenedTo)
    const { seam } = begin()
    const socket = ListenedTo.last
    socket?.emit('open', {})
    socket?.emit('message', { data: 'text' })
    socket?.emit('error', { message: 'broken' })
    socket?.emit('close', { code: 1006, reason: '', wasClean: false })
    socket?.emit('message', { data: 'late' })
    expect(seam.calls.map(([name]) => name)).toEqual(['open', 'message', 'close'])
    expect(seam.failure).toMatchObject({ code: 'ERR_PROTOCOL', cause: { message: 'broken' } })
  })
})

describe('where there is no', () => {
  it('WebSocket, the cause says so, and what to do', () => {
    vi.stubGlobal('WebSocket', undefined)
    const message = expect.stringMatching(/no global WebSocket.*wsevent\/node/) as string
    expect(open().result).toMatchObject({ code: 'ERR_CONNECT_FAILED', cause: { message } })
  })

  it('TextEncoder, as in jsdom under jest, UTF-8 is counted all the same', () => {
    const client = new WebSockets()
    vi.stubGlobal('TextEncoder', undefined)
    client.connect('wss://a.test/', { queue: true })
    const texts = [
      '',
      'aé€😀',
      '\uD800',
      '\uDC00x',
      '\u007F\u0080\u07FF\u0800\uFFFF',
      '漢字',
      '😀'.repeat(9),
    ]
    const counts = texts.map((text) => {
      const before = client.bufferedAmount
      client.send(text)
      return client.bufferedAmount - before
    })
    expect(counts).toEqual(texts.map((text) => Buffer.byteLength(text)))
    expect(() => client.disconnect(1000, 'ż'.repeat(62))).toThrow('123 bytes')
    client.disconnect(1000, 'ż'.repeat(61))
    expect(client.readyState).toBe(2)
  })
})
