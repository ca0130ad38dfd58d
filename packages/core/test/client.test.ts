import { describe, expect, it } from 'vitest'
import { Client, WebSocketsError } from '../src/index.ts'
import * as core from '../src/index.ts'
import { Bench, FakeBlob, FakePlatform, URI, codeOf } from './fake-platform.ts'

const CONSTANTS = {
  WSEVENT: 'wsevent',
  ONOPEN: 'open',
  ONMESSAGE: 'message',
  ONCLOSE: 'close',
  ONERROR: 'error',
  TLS_1_0: 'TLSv1',
  TLS_1_1: 'TLSv1.1',
  TLS_1_2: 'TLSv1.2',
  TLS_1_3: 'TLSv1.3',
}

it.each(Object.entries(CONSTANTS))(
  'has %s on the class, on each client and in the module',
  (name, value) => {
    const places: object[] = [Client, new Client(new FakePlatform()), core]
    expect(places.map((place) => Reflect.get(place, name) as unknown)).toEqual([
      value,
      value,
      value,
    ])
  },
)

it('exports the names of the contract, and no more', () => {
  expect(Object.keys(core).toSorted()).toEqual(
    ['Client', 'WebSocketsError', ...Object.keys(CONSTANTS)].toSorted(),
  )
  expect(new WebSocketsError('ERR_PROTOCOL')).toBeInstanceOf(Error)
})

describe('send', () => {
  it.each<[string, string | ArrayBuffer | ArrayBufferView | FakeBlob]>([
    ['text', 'hi'],
    ['an empty text', ''],
    ['an ArrayBuffer', new ArrayBuffer(3)],
    ['a view', new Uint8Array([1, 2, 3])],
    ['a Blob', new FakeBlob(3)],
  ])('hands %s to the platform as it is', (_what, data) => {
    const bench = new Bench().open()
    bench.ws.send(data)
    expect(bench.transport.sent[0]).toBe(data)
  })
})

describe('bufferedAmount', () => {
  it('is what the platform holds', () => {
    const bench = new Bench().open()
    bench.ws.send('€')
    expect(bench.ws.bufferedAmount).toBe(3)
    bench.transport.drain()
    expect(bench.ws.bufferedAmount).toBe(0)
  })

  it('counts the queue too', () => {
    const bench = new Bench().connect({ queue: true })
    bench.ws.send('€')
    expect(bench.ws.bufferedAmount).toBe(3)
    bench.transport.open()
    expect(bench.ws.bufferedAmount).toBe(3)
    expect(bench.transport.bufferedAmount).toBe(3)
  })
})

describe('await using', () => {
  it('disconnects, and waits for the close', async () => {
    const bench = new Bench().open()
    const disposed = bench.ws[Symbol.asyncDispose]()
    expect(bench.transport.log).toEqual(['close 1000'])
    expect(bench.trace).toEqual([])
    bench.transport.end(1000, '', true)
    await disposed
    expect(bench.trace).toEqual(['close 1000'])
  })

  it('ends an attempt', async () => {
    const bench = new Bench().connect()
    const disposed = bench.ws[Symbol.asyncDispose]()
    bench.clock.advance(0)
    await disposed
    expect(bench.trace).toEqual(['close 1006'])
  })

  it('returns at once where there is nothing to close', async () => {
    const bench = new Bench()
    await bench.ws[Symbol.asyncDispose]()
    bench.open().transport.end(1000, '', true)
    await bench.ws[Symbol.asyncDispose]()
    expect(bench.ws.readyState).toBe(3)
  })
})

it('keeps two clients apart', () => {
  const [one, two] = [new Bench().open(), new Bench().open()]
  one.transport.message('one')
  two.transport.end(1000, '', true)
  expect([one.trace, two.trace]).toEqual([['message one'], ['close 1000']])
})

it('connects with a URL object and with a string', () => {
  for (const uri of [URI, new URL(URI)]) {
    const bench = new Bench()
    bench.ws.connect(uri)
    expect(bench.transport.request.uri).toBe(URI)
  }
})

it('resolves a relative URI against the page', () => {
  const bench = new Bench()
  expect(codeOf(() => bench.ws.connect('/chat'))).toBe('ERR_INVALID_URI')
  bench.platform.base = 'https://page.test/'
  bench.ws.connect('/chat')
  expect(bench.ws.url).toBe('wss://page.test/chat')
})
