import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Failure } from '../../src/errors.ts'
import type { CloseInfo } from '../../src/transport.ts'
import { Harness, URI, closeEvent, codeOf, settled } from '../harness.ts'

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

describe('an attempt', () => {
  it('asks the platform for what connect was asked for', () => {
    const options = { protocols: ['a', 'b'], closeTimeout: 7, port: 81, headers: { x: 'y' } }
    const uri = 'ws://example.test:81/path'
    const { request } = harness.connect(options).transport
    expect(request).toMatchObject({ uri, protocols: ['a', 'b'], closeTimeout: 7, options })
  })

  it('opens, with its number, the protocol and, if the platform knows, TLS and headers', () => {
    const tls = { protocol: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' }
    const info = { tls, headers: { upgrade: 'websocket' } }
    harness.connect({ protocols: 'chat' }).transport.open('chat', info)
    expect(harness.events).toEqual([{ type: 'open', protocol: 'chat', attempt: 1, ...info }])
    expect(harness.ws).toMatchObject({ readyState: 1, protocol: 'chat' })
    expect(harness.clock.pending).toBe(0)
  })

  it.each<[asked: string[], chosen: string]>([
    [[], 'a'],
    [['b'], 'a'],
    [['a', 'b'], ''],
  ])('that asked for the subprotocols %j fails if the server chose "%s"', (protocols, chosen) => {
    harness.connect({ protocols }).transport.open(chosen)
    expect(harness.trace).toEqual(['error ERR_CONNECT_FAILED', 'close 1006'])
    expect(harness.transport.log).toEqual(['drop'])
  })

  it.each([undefined, 1015, 1001])('that ends with %s is ERR_CONNECT_FAILED and 1006', (code) => {
    harness.connect().transport.end(code, 'tls', false)
    expect(harness.trace).toEqual(['error ERR_CONNECT_FAILED', 'close 1006'])
    expect(harness.events[1]).toEqual(closeEvent())
    expect(Object.keys(harness.last('error'))).toEqual(['type', 'code', 'reason'])
  })

  it('that fails shows all that is known, but of the URI only the origin', () => {
    const cause = new Error('503')
    const failure = {
      code: 'ERR_HANDSHAKE_REJECTED',
      cause,
      status: 503,
      headers: { a: 'b' },
      detail: 503,
    } as const
    harness.ws.connect('wss://user:secret@example.test:8443/secret?secret')
    harness.transport.fail(failure)
    const { reason } = harness.last('error')
    const error = {
      type: 'error',
      code: failure.code,
      reason,
      status: 503,
      headers: { a: 'b' },
      cause,
    }
    expect(harness.events).toEqual([error, closeEvent()])
    expect(reason).toMatch(/^wss:\/\/example\.test:8443 answered .* 503\./)
    expect(reason).not.toContain('secret')
  })

  it('that takes longer than connectTimeout is dropped', () => {
    harness.connect({ connectTimeout: 100 })
    harness.clock.advance(99)
    expect(harness.trace).toEqual([])
    harness.clock.advance(1)
    expect(harness.trace).toEqual(['error ERR_CONNECT_TIMEOUT', 'close 1006'])
    expect(harness.last('error').reason).toContain('ws://example.test was not open within 100 ms')
    expect(harness.transport.log).toEqual(['drop'])
  })

  const cause = new Error('no')
  const fail = (): never => {
    throw cause
  }
  it.each<[string, Failure['code'], () => Failure]>([
    ['refuses at once', 'ERR_BLOCKED', () => ({ code: 'ERR_BLOCKED', cause })],
    ['throws', 'ERR_CONNECT_FAILED', fail],
  ])('that the platform %s fails after connect has returned', async (_what, code, open) => {
    vi.spyOn(harness.platform, 'openTransport').mockImplementationOnce(open)
    harness.connect({ reconnect: { shouldReconnect: () => true } })
    expect([harness.trace, harness.ws.readyState]).toEqual([[], 0])
    await settled()
    expect(harness.last('error').cause).toBe(cause)
    expect(harness.take()).toEqual([`error ${code}`, 'close 1006 retry'])
    harness.retry().transport.open()
    expect(harness.trace).toEqual(['open 2'])
  })

  it('that the platform refuses at once may be given up first', async () => {
    vi.spyOn(harness.platform, 'openTransport').mockImplementation(fail)
    harness.connect().ws.disconnect()
    await settled()
    expect(harness.trace).toEqual([])
    harness.clock.advance(0)
    expect(harness.trace).toEqual(['close 1006'])
    expect(harness.clock.pending).toBe(0)
  })
})

describe('an open connection', () => {
  it('passes messages on, text and binary', () => {
    const messages = ['hi', new ArrayBuffer(2)]
    harness.open()
    for (const data of messages) harness.transport.message(data)
    expect(harness.events).toEqual(messages.map((data) => ({ type: 'message', data })))
  })

  it.each<CloseInfo>([
    { code: 1000, reason: 'bye', wasClean: true },
    { code: 1005, reason: '', wasClean: true },
    { code: 1011, reason: 'oops', wasClean: false },
    { code: 4999, reason: 'mine', wasClean: true },
  ])('ends with the server’s close frame: %j', (info) => {
    // A native close event has its keys on its prototype.
    harness.open().transport.handlers.onClose(Object.create(info) as CloseInfo)
    expect(harness.events).toEqual([closeEvent(info)])
    expect(harness.ws.readyState).toBe(3)
    expect(harness.transport.log).toEqual(['drop'])
  })

  it.each<[code: number | undefined, Failure['code'], Failure?]>([
    [undefined, 'ERR_CONNECTION_LOST'],
    [1006, 'ERR_PROTOCOL'],
    [2999, 'ERR_PROTOCOL'],
    [1009, 'ERR_MESSAGE_TOO_BIG', { code: 'ERR_MESSAGE_TOO_BIG' }],
  ])('that ends with %s is %s, then 1006', (code, expected, failure) => {
    const info = code ? { code, reason: 'x', wasClean: true } : undefined
    harness.open().transport.handlers.onClose(info, failure)
    expect(harness.trace).toEqual([`error ${expected}`, 'close 1006'])
    expect(harness.events[1]).toEqual(closeEvent())
  })

  it('that fails says at which origin, and what the platform knows', () => {
    harness.open().transport.fail({ code: 'ERR_PROTOCOL', detail: 'bad frame' })
    expect(harness.last('error').reason).toMatch(/^ws:\/\/example\.test broke .*bad frame/)
  })
})

it('ends each attempt once, whatever its transport does', () => {
  harness.ws.addEventListener('close', () => harness.ws.send('kept'))
  const { handlers } = harness.open({ reconnect: true, queue: true }).transport
  handlers.onClose()
  handlers.onClose({ code: 1000, reason: '', wasClean: true })
  handlers.onMessage('late')
  expect(harness.take()).toEqual(['error ERR_CONNECTION_LOST', 'close 1006 retry'])
  harness.retry().transport.open()
  handlers.onClose()
  expect(harness.trace).toEqual(['open 2'])
  expect(harness.transport.sent).toEqual(['kept'])
})

describe('url and protocol', () => {
  it('are empty before the first connect', () => {
    expect(harness.ws).toMatchObject({ url: '', protocol: '', bufferedAmount: 0, readyState: 3 })
  })

  it('show the resolved URI, without credentials', () => {
    harness.ws.connect(new URL('http://user:secret@example.test/?q=1'), { port: 8080 })
    expect(harness.ws.url).toBe('ws://example.test:8080/?q=1')
    expect(harness.transport.request.uri).toBe('ws://user:secret@example.test:8080/?q=1')
  })

  it('resolve a relative URI against the page', () => {
    expect(codeOf(() => harness.ws.connect('/chat'))).toBe('ERR_INVALID_URI')
    harness.platform.base = 'https://page.test/'
    harness.ws.connect('/chat')
    expect(harness.ws.url).toBe('wss://page.test/chat')
  })

  it('stay after the close, until a URI function gives another URI', () => {
    harness.connect({ protocols: 'chat' }).transport.open('chat')
    harness.transport.end(1000)
    expect(harness.ws).toMatchObject({ url: URI, protocol: 'chat' })
    harness.ws.connect(() => new Promise<string>(() => undefined))
    expect(harness.ws).toMatchObject({ url: URI, protocol: '' })
  })
})
