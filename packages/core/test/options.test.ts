import { describe, expect, it, vi } from 'vitest'
import type { WebSocketsError } from '../src/errors.ts'
import { commonOptions } from '../src/options.ts'
import { requestFor, requestOf, type Request } from '../src/request.ts'
import { mayRetry } from '../src/retry.ts'
import { FakePlatform } from './fake-platform.ts'
import { URI, codeOf, thrownBy } from './harness.ts'

const provide = (): string => URI

function request(
  options: unknown = {},
  uri: unknown = URI,
  platform = new FakePlatform(),
): Request {
  return requestOf(uri, options, platform)
}

/** The option that a refusal names. */
function refused(options: unknown, uri: unknown = URI): string | undefined {
  const error = thrownBy(() => request(options, uri)) as WebSocketsError | undefined
  if (error) expect(error.code).toBe('ERR_INVALID_OPTION')
  return error && /option "(.*?)"/.exec(error.message)?.[1]
}

const DEFAULTS = { protocols: [], connectTimeout: 20_000, closeTimeout: 5000 }
const HEARTBEAT = { interval: 25_000, timeout: 10_000 }

describe('requestOf', () => {
  it('has the defaults if nothing is given', () => {
    const expected = { uri: URI, protocols: [], closeTimeout: 5000, options: DEFAULTS }
    expect(request()).toEqual(expected)
  })

  it('takes what is given', () => {
    const options = {
      port: 65_535,
      protocols: ['a', 'b'],
      connectTimeout: 1,
      closeTimeout: Infinity,
      signal: AbortSignal.abort(),
      reconnect: { attempts: 0, minDelay: 0.5, maxDelay: 7, shouldReconnect: () => true },
      heartbeat: { interval: 1, timeout: 2, message: 'ping' },
      queue: { maxBytes: 3 },
      headers: { a: 'b' },
    }
    const uri = 'ws://example.test:65535/path'
    const expected = { protocols: ['a', 'b'], closeTimeout: Infinity, options }
    expect(request(options)).toEqual({ uri, ...expected })
    expect(request(options, provide)).toMatchObject({ provider: provide, ...expected })
  })

  it('reads each option once', () => {
    const get = vi.fn(() => 81)
    const options = Object.defineProperty({}, 'port', { enumerable: true, get })
    expect(request(options).options.port).toBe(81)
    expect(get).toHaveBeenCalledTimes(1)
  })

  it.each([true, {}])('fills in the groups of which no more is said than %j', (value) => {
    expect(request({ reconnect: value, heartbeat: value, queue: value }).options).toEqual({
      ...DEFAULTS,
      reconnect: { attempts: Infinity, shouldReconnect: mayRetry },
      heartbeat: HEARTBEAT,
      queue: { maxBytes: 1_048_576 },
    })
  })

  it('counts undefined as absent, whatever the name', () => {
    const names = [...Object.keys(new FakePlatform().options), 'nonsense']
    expect(request(Object.fromEntries(names.map((name) => [name, undefined])))).toEqual(request())
    const groups = { reconnect: { nonsense: undefined }, heartbeat: { message: undefined } }
    expect(request(groups)).toEqual(request({ reconnect: {}, heartbeat: {} }))
  })

  it('keeps the options as they are now, whatever the caller does to them later', () => {
    const options = { port: 1, protocols: ['a'], queue: { maxBytes: 1 } }
    const made = request(options)
    Object.assign(options, { port: 2 }).protocols.push('b')
    options.queue.maxBytes = 2
    expect(made).toMatchObject({ protocols: ['a'], options: { port: 1, queue: { maxBytes: 1 } } })
  })

  it.each([[null], [[]], ['tls'], [1], [provide], [new Map()], [/x/]])(
    'refuses options that are %o',
    (options) => {
      expect([refused(options), refused(options, provide)]).toEqual(['options', 'options'])
    },
  )

  const unusable = [null, 'text', {}, [], NaN, -1, Symbol('s'), 1n, Object.create(null) as unknown]
  const BAD: Readonly<Record<string, readonly unknown[]>> = {
    port: [...unusable, 0, 65_536, 80.5, '80', true, Infinity],
    protocols: ['', 'a b', 'a,b', 'é', ['a', 'a'], ['a', 1], [''], [undefined], null, 1, {}, true],
    connectTimeout: [...unusable, 0, true, -Infinity],
    closeTimeout: [...unusable, 0, true, -Infinity],
    signal: [
      ...unusable,
      true,
      new AbortController(),
      { aborted: false },
      { aborted: false, removeEventListener: provide },
      { addEventListener: provide, removeEventListener: provide },
    ],
    reconnect: [null, 1, 'yes', [], provide],
    heartbeat: [null, 1, 'ping', [], provide],
    queue: [null, 1, 'yes', [], provide],
    'reconnect.attempts': [...unusable, 1.5, true],
    'reconnect.minDelay': [...unusable, 0, true, Infinity],
    'reconnect.maxDelay': [...unusable, 0, true, Infinity],
    'reconnect.shouldReconnect': [null, true, 1, {}],
    'heartbeat.interval': [...unusable, 0, true],
    'heartbeat.timeout': [...unusable, 0, true],
    'heartbeat.message': [null, 1, {}, [], new SharedArrayBuffer(1)],
    'queue.maxBytes': [...unusable, 0, true],
    'reconnect.delay': [1],
    'queue.constructor': [1],
    nonsense: [1, null, false],
    headers: [1, 'no'],
  }

  it.each(Object.entries(BAD))('refuses %s: %o', (name, values) => {
    const [group = '', key] = name.split('.')
    for (const value of values) {
      const options = { [group]: key === undefined ? value : { [key]: value } }
      expect([refused(options), refused(options, provide)]).toEqual([name, name])
    }
  })

  it('refuses a least delay above the greatest', () => {
    expect(refused({ reconnect: { minDelay: 2, maxDelay: 1 } })).toBe('reconnect.minDelay')
    expect(refused({ reconnect: { minDelay: 2, maxDelay: 2 } })).toBeUndefined()
  })

  it('asks for a heartbeat message if the platform has no ping', () => {
    const platform = new FakePlatform()
    platform.options = commonOptions
    for (const heartbeat of [true, {}, { message: undefined }]) {
      const call = (): unknown => request({ heartbeat }, URI, platform)
      expect(call).toThrow(
        '"heartbeat.message" must be a string, an ArrayBuffer or a view of one that your server answers: this platform has no ping frames.',
      )
    }
    for (const heartbeat of [{ message: '' }, false, undefined]) {
      expect(codeOf(() => request({ heartbeat }, URI, platform))).toBeUndefined()
    }
  })

  it.each([URI, provide])('lets the platform refuse an option in its own way: %s', (uri) => {
    expect(codeOf(() => request({ tls: 'TLSv1' }, uri))).toBe('ERR_TLS_UNSUPPORTED')
  })
})

describe('requestFor', () => {
  const platform = new FakePlatform()
  const answered = (provided: unknown, given = {}): Request =>
    requestFor(provided, request(given, provide), platform)

  it.each<[unknown]>([
    [URI],
    [new URL(URI)],
    [{ uri: URI }],
    [{ uri: new URL(URI), protocols: undefined, headers: undefined }],
  ])('takes %j', (provided) => {
    expect(answered(provided)).toEqual(request())
  })

  it('puts its protocols and the platform’s own options in place of those of connect', () => {
    const given = { protocols: 'a', headers: { a: 'a' }, port: 81, closeTimeout: 7 }
    const uri = 'ws://example.test:81/path'
    expect(answered(URI, given)).toMatchObject({ uri, protocols: ['a'], closeTimeout: 7 })
    const options = { protocols: ['b', 'c'], headers: { b: 'b' } }
    expect(answered({ uri: URI, ...options }, given)).toEqual({
      uri,
      protocols: ['b', 'c'],
      closeTimeout: 7,
      options: { ...DEFAULTS, ...given, ...options },
    })
  })

  it.each<[unknown, string]>([
    [undefined, 'ERR_INVALID_URI'],
    [null, 'ERR_INVALID_URI'],
    [1, 'ERR_INVALID_URI'],
    [{}, 'ERR_INVALID_URI'],
    [[URI], 'ERR_INVALID_URI'],
    [{ uri: 'ftp://h' }, 'ERR_INVALID_URI'],
    [provide, 'ERR_INVALID_URI'],
    [{ uri: URI, protocols: 'a b' }, 'ERR_INVALID_OPTION'],
    [{ uri: URI, nonsense: 1 }, 'ERR_INVALID_OPTION'],
    [{ uri: URI, headers: 1 }, 'ERR_INVALID_OPTION'],
    [{ uri: URI, port: 80 }, 'ERR_INVALID_OPTION'],
  ])('refuses %j', (provided, code) => {
    expect(codeOf(() => answered(provided))).toBe(code)
  })
})
