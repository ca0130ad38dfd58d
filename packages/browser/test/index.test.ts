import { beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSockets, type WebSocketsEvent } from '../src/index.ts'
import { stubDocument, stubWindow } from './support/fake-page.ts'
import { FakeWebSocket, stubThrowing, usePlatform } from './support/fake-web-socket.ts'

let client: WebSockets
let events: WebSocketsEvent[]

usePlatform()

beforeEach(() => {
  client = new WebSockets()
  events = []
  client.addEventListener('wsevent', (event) => events.push(event))
})

it('a constructor or new() with arguments throws, and says where they belong', () => {
  const message = expect.stringContaining('connect()') as string
  const error = expect.objectContaining({ code: 'ERR_INVALID_OPTION', message }) as Error
  expect(() => Reflect.construct(WebSockets, ['ws://a.test/']) as unknown).toThrow(error)
  expect(() => Reflect.apply(WebSockets.new, WebSockets, ['ws://a.test/']) as unknown).toThrow(
    error,
  )
})

it('a client opens, receives, sends and closes', async () => {
  client.connect('wss://a.test/path', { port: 8443, protocols: ['b'] })
  const socket = FakeWebSocket.last
  expect(socket).toMatchObject({ url: 'wss://a.test:8443/path', protocols: ['b'] })
  socket.open('b')
  socket.message('hello')
  client.send('back')
  client.disconnect(3000, 'bye')
  await Promise.resolve()
  socket.end({ code: 3000, reason: 'bye', wasClean: true })
  expect(events).toMatchObject([
    { type: 'open', protocol: 'b', attempt: 1 },
    { type: 'message', data: 'hello' },
    { type: 'close', code: 3000, reason: 'bye', wasClean: true },
  ])
  expect(socket.sent).toEqual(['back'])
  expect(socket.closes[0]).toEqual([3000, 'bye'])
})

it('a client reports a class that throws once connect has returned, and may connect again', async () => {
  stubThrowing(new DOMException('mixed content', 'SecurityError'))
  client.connect('ws://a.test/')
  expect([client.readyState, events]).toEqual([0, []])
  await client.closed
  expect(events).toMatchObject([
    { type: 'error', code: 'ERR_BLOCKED', cause: { message: 'mixed content' } },
    { type: 'close', code: 1006 },
  ])
  vi.stubGlobal('WebSocket', FakeWebSocket)
  client.connect('wss://a.test/')
  FakeWebSocket.last.open()
  expect(client.readyState).toBe(1)
})

describe('send', () => {
  beforeEach(() => client.connect('wss://a.test/', { queue: true }))

  it('counts the bytes of a message as it goes out', () => {
    const bytes = new Uint8Array(8).subarray(2, 5)
    const messages = ['aé€😀', '', new ArrayBuffer(5), bytes, new Blob(['é'])]
    const counts = messages.map((data) => {
      const before = client.bufferedAmount
      client.send(data)
      return client.bufferedAmount - before
    })
    expect(counts).toEqual([10, 0, 5, 3, 2])
  })

  it('asks neither text nor bytes for the brand of a Blob: none costs an exception', () => {
    FakeWebSocket.last.open()
    const asked = vi.spyOn(Blob.prototype, 'size', 'get')
    for (const data of ['text', new ArrayBuffer(1), new Uint8Array(2)]) client.send(data)
    expect(asked).not.toHaveBeenCalled()
    asked.mockRestore()
  })

  it('takes a Blob as it is, and nothing that only looks like one', () => {
    FakeWebSocket.last.open()
    const blob = new Blob(['blob'])
    client.send(blob)
    expect(FakeWebSocket.last.sent).toEqual([blob])
    const pretender = { size: 1, type: '', arrayBuffer: () => Promise.resolve(new ArrayBuffer(1)) }
    expect(() => client.send(pretender)).toThrow('send() takes')
    expect(() => client.send(Object.create(Blob.prototype) as Blob)).toThrow('err_invalid_data')
    vi.stubGlobal('Blob', undefined)
    expect(() => client.send(blob)).toThrow('send() takes')
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
    const error = expect.objectContaining({ code: 'ERR_INVALID_URI' }) as Error
    expect(() => client.connect('/chat')).toThrow(error)
  })
})

it('a client that waits tries at once when the network is back, and watches only until its end', () => {
  const page = stubWindow()
  client.connect('wss://a.test/', { reconnect: { minDelay: 10_000 } })
  FakeWebSocket.last.end()
  expect(events.at(-1)).toMatchObject({ type: 'close', willReconnect: true })
  expect(FakeWebSocket.made).toHaveLength(1)
  page.emit('online')
  expect(FakeWebSocket.made).toHaveLength(2)
  FakeWebSocket.last.open()
  client.disconnect()
  FakeWebSocket.last.end({ code: 1000, wasClean: true })
  expect(page.active).toEqual([])
})
