import { beforeEach, describe, expect, it } from 'vitest'
import { WebSocketsError } from '../src/errors.ts'
import { Bench, URI } from './fake-platform.ts'

let bench: Bench

beforeEach(() => {
  bench = new Bench()
})

describe('an attempt', () => {
  it('asks the platform for what connect was asked for', () => {
    const options = { protocols: ['a', 'b'], closeTimeout: 7, port: 81, headers: { x: 'y' } }
    bench.connect(options)
    expect(bench.transport.request).toEqual({
      uri: 'ws://example.test:81/path',
      protocols: ['a', 'b'],
      closeTimeout: 7,
      options,
    })
  })

  it('tells that it is open, with the protocol and the attempt', () => {
    bench.connect({ protocols: 'chat' }).transport.open('chat')
    expect(bench.events).toEqual([{ type: 'open', protocol: 'chat', attempt: 1 }])
    expect(bench.ws).toMatchObject({ readyState: 1, protocol: 'chat' })
  })

  it('tells the TLS that was negotiated, where the platform knows', () => {
    const tls = { protocol: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' }
    bench.connect().transport.open('', tls)
    expect(bench.last('open').tls).toEqual(tls)
  })

  it('that fails without a cause is ERR_CONNECT_FAILED', () => {
    bench.connect().transport.end()
    expect(bench.trace).toEqual(['error ERR_CONNECT_FAILED', 'close 1006'])
  })

  it('that fails with a code of the platform’s own is 1006 all the same', () => {
    bench.connect().transport.end(1015, 'tls')
    expect(bench.last('close')).toMatchObject({ code: 1006, reason: '', wasClean: false })
  })

  it('that fails with a cause tells it, with all that is known', () => {
    const cause = new Error('503')
    const error = new WebSocketsError('ERR_HANDSHAKE_REJECTED', '503', { cause, status: 503 })
    bench.connect().transport.end(1006, '', false, error)
    const { code, message: reason } = error
    expect(bench.events[0]).toEqual({ type: 'error', code, reason, status: 503, cause })
    expect(bench.trace[1]).toBe('close 1006')
  })

  it('that takes longer than connectTimeout is dropped', () => {
    bench.connect({ connectTimeout: 100 })
    bench.clock.advance(99)
    expect(bench.trace).toEqual([])
    bench.clock.advance(1)
    expect(bench.trace).toEqual(['error ERR_CONNECT_TIMEOUT', 'close 1006'])
    expect(bench.transport.log).toEqual(['drop'])
  })

  it('has 20 s by default', () => {
    bench.connect()
    expect(bench.clock.next).toBe(20_000)
  })

  it('has no timer where the time is without end', () => {
    bench.connect({ connectTimeout: Infinity })
    expect(bench.clock.pending).toBe(0)
  })

  it('takes a time beyond what a timer can hold', () => {
    bench.connect({ connectTimeout: 1e12 })
    expect(bench.clock.next).toBe(0x7fffffff)
  })

  it('leaves no timer once open', () => {
    bench.open()
    expect(bench.clock.pending).toBe(0)
  })

  it('that the platform refuses at once fails in a later task', () => {
    bench.platform.refusal = new WebSocketsError('ERR_BLOCKED')
    bench.connect({ reconnect: { shouldReconnect: () => true } })
    expect(bench.trace).toEqual([])
    expect(bench.ws.readyState).toBe(0)
    bench.clock.advance(0)
    expect(bench.trace).toEqual(['error ERR_BLOCKED', 'close 1006 retry'])
    bench.platform.refusal = undefined
    bench.retry().transport.open()
    expect(bench.trace.at(-1)).toBe('open 2')
  })

  it('that the platform refuses at once may be given up first', () => {
    bench.platform.refusal = new WebSocketsError('ERR_BLOCKED')
    bench.connect().ws.disconnect()
    bench.clock.advance(0)
    expect(bench.trace).toEqual(['close 1006'])
    expect(bench.clock.pending).toBe(0)
  })

  it('opens once', () => {
    bench.open().transport.open()
    expect(bench.trace).toEqual([])
  })
})

describe('an open connection', () => {
  it('passes messages on, text and binary', () => {
    const data = new ArrayBuffer(2)
    bench.open().transport.message('hi')
    bench.transport.message(data)
    expect(bench.events).toEqual([
      { type: 'message', data: 'hi' },
      { type: 'message', data },
    ])
  })

  it.each<[number, string]>([
    [1000, 'bye'],
    [1001, ''],
    [1005, ''],
    [1011, 'oops'],
    [3000, ''],
    [4999, 'mine'],
  ])('ends with the server’s %i', (code, reason) => {
    bench.open().transport.end(code, reason, true)
    expect(bench.events).toEqual([
      {
        type: 'close',
        code,
        reason,
        wasClean: true,
        willReconnect: false,
        unsent: [],
        unconfirmed: [],
      },
    ])
    expect(bench.ws.readyState).toBe(3)
    expect(bench.transport.log).toEqual(['drop'])
  })

  it('keeps the server’s code where TCP ended badly after it', () => {
    bench.open().transport.end(1011, 'oops', false)
    expect(bench.events).toMatchObject([{ code: 1011, reason: 'oops', wasClean: false }])
  })

  it.each([0, 999, 1004, 1006, 1015, 1016, 2999, 5000])(
    'calls a close frame with %i an error of protocol',
    (code) => {
      bench.open().transport.end(code, 'x', true)
      expect(bench.trace).toEqual(['error ERR_PROTOCOL', 'close 1006'])
      expect(bench.last('close')).toMatchObject({ reason: '', wasClean: false })
    },
  )

  it('tells the platform’s error before the close', () => {
    bench.open().transport.end(1009, '', true, new WebSocketsError('ERR_MESSAGE_TOO_BIG'))
    expect(bench.trace).toEqual(['error ERR_MESSAGE_TOO_BIG', 'close 1006'])
  })
})

describe('a closed client', () => {
  it('connects again, and its listeners stay', () => {
    bench.open().transport.end(1000, '', true)
    bench.take()
    bench.open().transport.message('again')
    expect(bench.trace).toEqual(['message again'])
    expect(bench.platform.transports).toHaveLength(2)
  })

  it('hears nothing more of the transport it had', () => {
    const { transport } = bench.open()
    transport.end(1000, '', true)
    const { handlers } = transport
    bench.take()
    handlers.onClose({ code: 1001, reason: '', wasClean: true })
    handlers.onMessage('late')
    handlers.onOpen({ protocol: '' })
    handlers.onPong()
    handlers.onDrain()
    expect(bench.trace).toEqual([])
    expect(bench.ws.readyState).toBe(3)
  })
})

describe('url and protocol', () => {
  it('are empty before the first connect', () => {
    expect(bench.ws).toMatchObject({ url: '', protocol: '', bufferedAmount: 0, readyState: 3 })
  })

  it('show the resolved URI, without credentials', () => {
    bench.ws.connect('http://user:secret@example.test/?q=1', { port: 8080 })
    expect(bench.ws.url).toBe('ws://example.test:8080/?q=1')
    expect(bench.transport.request.uri).toBe('ws://user:secret@example.test:8080/?q=1')
  })

  it('stay after the close', () => {
    bench.connect({ protocols: 'chat' }).transport.open('chat')
    bench.transport.end(1000, '', true)
    expect(bench.ws).toMatchObject({ url: URI, protocol: 'chat' })
  })
})

it('is at no time in two states: each event leaves the transport used as the seam allows', () => {
  bench.open({ queue: true, heartbeat: {}, reconnect: true })
  bench.ws.send('a')
  bench.clock.advance(35_000)
  bench.clock.advance(60_000)
  bench.ws.disconnect()
  bench.clock.advance(10_000)
  expect(bench.platform.violations).toEqual([])
  expect(bench.clock.pending).toBe(0)
})
