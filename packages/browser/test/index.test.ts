import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as entry from '../src/index.ts'
import { WSEVENT, WebSockets, type WebSocketsEvent } from '../src/index.ts'
import { stubDocument, stubWindow } from './support/fake-page.ts'
import { FakeWebSocket, install } from './support/fake-web-socket.ts'

let client: WebSockets
let events: WebSocketsEvent[]

beforeEach(() => {
  vi.useFakeTimers()
  install()
  client = new WebSockets()
  events = []
  client.addEventListener(WSEVENT, (event) => events.push(event))
})

afterEach(() => {
  client.disconnect()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const brief = (): unknown[] =>
  events.map((event) => ('code' in event ? `${event.type} ${event.code}` : event.type))

it('exports the documented names, and no other', () => {
  expect(Object.keys(entry).toSorted()).toEqual([
    'ONCLOSE',
    'ONERROR',
    'ONMESSAGE',
    'ONOPEN',
    'TLS_1_0',
    'TLS_1_1',
    'TLS_1_2',
    'TLS_1_3',
    'WSEVENT',
    'WebSockets',
    'WebSocketsError',
    'default',
  ])
  expect(entry.default).toBe(WebSockets)
})

it('new() makes one of the class that it is called on', () => {
  class Chat extends WebSockets {}
  expect(Chat.new()).toBeInstanceOf(Chat)
})

describe('a client', () => {
  it('opens, receives, sends and closes', async () => {
    client.connect('wss://a.test/path', { port: 8443, protocols: ['b'] })
    const socket = FakeWebSocket.last
    expect(socket).toMatchObject({ url: 'wss://a.test:8443/path', protocols: ['b'] })
    socket.open('b')
    socket.message('hello')
    client.send('back')
    client.disconnect(3000, 'bye')
    await Promise.resolve()
    socket.end({ code: 3000, reason: 'bye', wasClean: true })
    expect(brief()).toEqual(['open', 'message', 'close 3000'])
    expect(events[0]).toEqual({ type: 'open', protocol: 'b', attempt: 1 })
    expect(socket.sent).toEqual(['back'])
    expect(socket.closes[0]).toEqual([3000, 'bye'])
  })

  it('ends an unanswered subprotocol with ERR_CONNECT_FAILED and 1006, without ONOPEN', () => {
    client.connect('wss://a.test/', { protocols: 'b' })
    FakeWebSocket.last.open('')
    expect(brief()).toEqual(['error ERR_CONNECT_FAILED', 'close 1006'])
    expect(FakeWebSocket.last.closes).toHaveLength(1)
  })

  it.each([0, 1006, 1015, 1004])('ends with 1006 where the platform says %i', (code) => {
    client.connect('wss://a.test/')
    FakeWebSocket.last.fail()
    FakeWebSocket.last.end({ code })
    expect(brief()).toEqual(['error ERR_CONNECT_FAILED', 'close 1006'])
  })

  it('ends with 1006 and ERR_CONNECTION_LOST where an open connection ends with 1015', () => {
    client.connect('wss://a.test/')
    FakeWebSocket.last.open()
    FakeWebSocket.last.end({ code: 1015 })
    expect(brief()).toEqual(['open', 'error ERR_CONNECTION_LOST', 'close 1006'])
  })

  it('tells of an error without a close after the grace, then of one close', () => {
    client.connect('wss://a.test/')
    FakeWebSocket.last.fail()
    expect(brief()).toEqual([])
    vi.advanceTimersByTime(100)
    FakeWebSocket.last.end()
    expect(brief()).toEqual(['error ERR_CONNECT_FAILED', 'close 1006'])
  })

  it('tells of a class that throws in a later task, and works again after', () => {
    vi.stubGlobal('WebSocket', undefined)
    client.connect('wss://a.test/')
    expect(client.readyState).toBe(0)
    expect(brief()).toEqual([])
    vi.advanceTimersByTime(0)
    expect(brief()).toEqual(['error ERR_CONNECT_FAILED', 'close 1006'])
    vi.stubGlobal('WebSocket', FakeWebSocket)
    client.connect('wss://a.test/')
    FakeWebSocket.last.open()
    expect(client.readyState).toBe(1)
  })

  it('is told ERR_BLOCKED of a class that throws a SecurityError', () => {
    vi.stubGlobal('WebSocket', function refuse() {
      throw new DOMException('mixed content', 'SecurityError')
    })
    client.connect('ws://a.test/')
    vi.advanceTimersByTime(0)
    expect(brief()).toEqual(['error ERR_BLOCKED', 'close 1006'])
  })

  it('gives no ONMESSAGE after disconnect', () => {
    client.connect('wss://a.test/')
    FakeWebSocket.last.open()
    client.disconnect()
    FakeWebSocket.last.message('late')
    FakeWebSocket.last.end({ code: 1000, wasClean: true })
    expect(brief()).toEqual(['open', 'close 1000'])
  })

  it('sends a Blob as it is, and nothing that only looks like one', () => {
    client.connect('wss://a.test/')
    FakeWebSocket.last.open()
    const blob = new Blob(['blob'])
    client.send(blob)
    expect(FakeWebSocket.last.sent).toEqual([blob])
    const pretender = { size: 1, type: '', arrayBuffer: () => Promise.resolve(new ArrayBuffer(1)) }
    expect(() => client.send(pretender)).toThrow(/send\(\) takes/)
  })

  it('takes no Blob where the platform has none', () => {
    const blob = new Blob(['blob'])
    vi.stubGlobal('Blob', undefined)
    client.connect('wss://a.test/')
    FakeWebSocket.last.open()
    expect(() => client.send(blob)).toThrow(/send\(\) takes/)
  })
})

describe('a relative URI', () => {
  it('resolves against the document', () => {
    stubDocument({ baseURI: 'https://a.test/base/page?query' })
    client.connect('../chat')
    expect(FakeWebSocket.last.url).toBe('wss://a.test/chat')
  })

  it('resolves against the location in a worker', () => {
    vi.stubGlobal('location', { href: 'http://b.test/worker.js' })
    client.connect('chat')
    expect(FakeWebSocket.last.url).toBe('ws://b.test/chat')
  })

  it('is ERR_INVALID_URI where there is neither', () => {
    expect(() => client.connect('/chat')).toThrow(/The URI must be/)
  })
})

describe('a client that reconnects', () => {
  it('tries at once when the network is back, and watches no more after the end', () => {
    const page = stubWindow()
    client.connect('wss://a.test/', { reconnect: { minDelay: 10_000 } })
    FakeWebSocket.last.fail()
    FakeWebSocket.last.end()
    expect(events.at(-1)).toMatchObject({ type: 'close', willReconnect: true })
    expect(FakeWebSocket.made).toHaveLength(1)
    page.emit('online')
    expect(FakeWebSocket.made).toHaveLength(2)
    FakeWebSocket.last.open()
    client.disconnect()
    FakeWebSocket.last.end({ code: 1000, wasClean: true })
    expect(page.active).toEqual([])
    page.emit('online')
    expect(FakeWebSocket.made).toHaveLength(2)
  })

  it('retries by its timer', () => {
    client.connect('wss://a.test/', { reconnect: { minDelay: 1000, maxDelay: 1000 } })
    FakeWebSocket.last.fail()
    FakeWebSocket.last.end()
    vi.advanceTimersByTime(1000)
    expect(FakeWebSocket.made).toHaveLength(2)
  })
})

it('an error of a handler is thrown again where the platform hears of it', async () => {
  vi.useRealTimers()
  const others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  const uncaught = new Promise((resolve) => {
    process.once('uncaughtException', resolve)
  })
  const mistake = new Error('a mistake in a handler')
  client.addEventListener(client.ONOPEN, () => {
    throw mistake
  })
  client.connect('wss://a.test/')
  FakeWebSocket.last.open()
  expect(await uncaught).toBe(mistake)
  for (const other of others) process.on('uncaughtException', other)
})

it('counts the bytes of a message as it goes out', () => {
  client.connect('wss://a.test/', { queue: true })
  const messages = [
    'aé€😀',
    '',
    new ArrayBuffer(5),
    new Uint8Array(8).subarray(2, 5),
    new Blob(['é']),
  ]
  const counts = messages.map((data) => {
    const before = client.bufferedAmount
    client.send(data)
    return client.bufferedAmount - before
  })
  expect(counts).toEqual([10, 0, 5, 3, 2])
})
