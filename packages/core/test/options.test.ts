import { describe, expect, it } from 'vitest'
import { planOf, targetOf } from '../src/options.ts'
import type { TransportRequest } from '../src/transport.ts'
import { FakePlatform, URI, codeOf } from './fake-platform.ts'

const provide = (): string => URI

function plan(
  options?: unknown,
  uri: unknown = URI,
  platform = new FakePlatform(),
): ReturnType<typeof planOf> {
  return planOf(uri, options, platform)
}

function refusal(options: unknown, uri: unknown = URI): unknown {
  try {
    plan(options, uri)
  } catch (error) {
    const { code, message } = error as { code: string; message: string }
    return [code, /^The option "(.*?)"/.exec(message)?.[1]]
  }
  return undefined
}

describe('planOf', () => {
  it('asks for nothing where nothing is given', () => {
    const { target, settings } = plan()
    expect(target).toEqual({ uri: URI, protocols: [], closeTimeout: 5000, options: {} })
    expect(settings).toEqual({})
    expect(plan().settings).toBe(settings)
  })

  it('takes what is given', () => {
    const { signal } = new AbortController()
    const shouldReconnect = (): boolean => true
    const options = {
      port: 8080,
      protocols: ['a', 'b'],
      connectTimeout: 1,
      closeTimeout: Infinity,
      signal,
      reconnect: { attempts: 0, minDelay: 0.5, maxDelay: 7, shouldReconnect },
      heartbeat: { interval: 1, timeout: 2, message: 'ping' },
      queue: { maxBytes: 3 },
      headers: { a: 'b' },
    }
    const uri = 'ws://example.test:8080/path'
    const target = { uri, protocols: ['a', 'b'], closeTimeout: Infinity, options }
    expect(plan(options)).toEqual({ target, settings: options })
  })

  it('reads each option once', () => {
    let reads = 0
    const options = {
      get port() {
        reads += 1
        return 80 + reads
      },
    }
    expect(plan(options).target).toMatchObject({ options: { port: 81 } })
    expect(reads).toBe(1)
  })

  it.each([
    ['true', true, {}],
    ['an empty group', {}, {}],
    ['false', false, false],
    ['undefined', undefined, undefined],
  ])('takes %s for a group', (_what, value, expected) => {
    const { reconnect, queue } = plan({ reconnect: value, queue: value }).settings
    expect([reconnect, queue]).toEqual([expected, expected])
  })

  it('counts undefined as absent, in every option and group', () => {
    const names = [
      'port',
      'protocols',
      'connectTimeout',
      'closeTimeout',
      'signal',
      'reconnect',
      'heartbeat',
    ]
    const given = Object.fromEntries(
      [...names, 'queue', 'headers', 'tls', 'nonsense'].map((name) => [name, undefined]),
    )
    expect(plan(given)).toEqual(plan())
    const groups = {
      reconnect: { attempts: undefined, nonsense: undefined },
      heartbeat: { message: undefined },
    }
    expect(refusal(groups)).toBeUndefined()
  })

  it('keeps what was given as it is now, whatever the caller does to it later', () => {
    const options = { port: 1, protocols: ['a'], queue: { maxBytes: 1 } }
    const made = plan(options)
    options.port = 2
    options.protocols.push('b')
    options.queue.maxBytes = 2
    expect(made).toMatchObject({
      settings: { port: 1, queue: { maxBytes: 1 } },
      target: { protocols: ['a'] },
    })
  })

  it.each<[string, unknown]>([
    ['null', null],
    ['an array', []],
    ['a string', 'tls'],
    ['a number', 1],
    ['a function', provide],
  ])('refuses options that are %s', (_what, options) => {
    expect(refusal(options)).toEqual(['ERR_INVALID_OPTION', 'options'])
    expect(refusal(options, provide)).toEqual(['ERR_INVALID_OPTION', 'options'])
  })

  const unusable = [null, 'text', {}, [], NaN, -1, Symbol('s'), 1n, Object.create(null) as unknown]
  const BAD: Readonly<Record<string, readonly unknown[]>> = {
    port: [...unusable, 0, 65_536, 80.5, '80', true, Infinity],
    protocols: ['', 'a b', 'a,b', 'é', ['a', 'a'], ['a', 1], [''], [undefined], null, 1, {}, true],
    connectTimeout: [...unusable, 0, true, -Infinity],
    closeTimeout: [...unusable, 0, true, -Infinity],
    signal: [...unusable, true, new AbortController()],
    reconnect: [null, 1, 'yes', [], provide],
    heartbeat: [null, true, 1, 'ping', [], provide],
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
    'heartbeat.constructor': [1],
    'queue.__proto__x': [1],
    nonsense: [1, null, false],
    constructor: [1],
    toString: [1],
  }
  const rows = Object.entries(BAD).flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  )

  it.each(rows)('refuses %s: %o', (name, value) => {
    const [group = '', key] = name.split('.')
    const options = { [group]: key === undefined ? value : { [key]: value } }
    expect(refusal(options)).toEqual(['ERR_INVALID_OPTION', name])
    expect(refusal(options, provide)).toEqual(['ERR_INVALID_OPTION', name])
  })

  it('refuses a least delay above the greatest', () => {
    const options = { reconnect: { minDelay: 2, maxDelay: 1 } }
    expect(refusal(options)).toEqual(['ERR_INVALID_OPTION', 'reconnect.minDelay'])
  })

  it('asks for a heartbeat message where the platform has no ping', () => {
    const platform = new FakePlatform()
    platform.canPing = false
    expect(codeOf(() => plan({ heartbeat: {} }, URI, platform))).toBe('ERR_INVALID_OPTION')
    expect(codeOf(() => plan({ heartbeat: { message: '' } }, URI, platform))).toBeUndefined()
    expect(codeOf(() => plan({ heartbeat: false }, URI, platform))).toBeUndefined()
  })

  it('lets the platform check its own options, with a URI and with a function', () => {
    expect(codeOf(() => plan({ tls: 'TLSv1' }))).toBe('ERR_TLS_UNSUPPORTED')
    expect(codeOf(() => plan({ tls: 'TLSv1' }, provide))).toBe('ERR_TLS_UNSUPPORTED')
    expect(refusal({ headers: 'no' }, provide)).toEqual(['ERR_INVALID_OPTION', 'headers'])
  })

  it('resolves against what the platform says, where it says anything', () => {
    const platform = new FakePlatform()
    platform.base = 'https://page.test/'
    expect(plan(undefined, '/x', platform).target).toMatchObject({ uri: 'wss://page.test/x' })
    const { options, canPing, isBlob, sizeOf, openTransport, clock, random, reportError } = platform
    const bare = {
      options,
      canPing,
      isBlob,
      sizeOf,
      openTransport,
      clock,
      random,
      reportError,
    }
    expect(codeOf(() => planOf('/x', undefined, bare))).toBe('ERR_INVALID_URI')
  })
})

describe('targetOf', () => {
  const target = (provided: unknown, given = {}): TransportRequest =>
    targetOf(provided, given, new FakePlatform())

  it.each<[string, unknown]>([
    ['a string', URI],
    ['a URL', new URL(URI)],
    ['an object with a string', { uri: URI }],
    ['an object with a URL', { uri: new URL(URI), protocols: undefined, headers: undefined }],
  ])('takes %s', (_what, provided) => {
    expect(target(provided)).toMatchObject({ uri: URI, protocols: [], options: {} })
  })

  it('puts its protocols and headers in place of the options', () => {
    const given = { protocols: 'a', headers: { a: 'a' }, port: 81 }
    const provided = { uri: URI, protocols: ['b', 'c'], headers: { b: 'b' } }
    expect(target(provided, given)).toMatchObject({
      uri: 'ws://example.test:81/path',
      protocols: ['b', 'c'],
      options: { protocols: ['b', 'c'], headers: { b: 'b' }, port: 81 },
    })
    expect(target(URI, { closeTimeout: 7 }).closeTimeout).toBe(7)
    expect(target(URI, given).protocols).toEqual(['a'])
  })

  it.each<[string, unknown, string]>([
    ['undefined', undefined, 'ERR_INVALID_URI'],
    ['null', null, 'ERR_INVALID_URI'],
    ['a number', 1, 'ERR_INVALID_URI'],
    ['an empty object', {}, 'ERR_INVALID_URI'],
    ['an array', [URI], 'ERR_INVALID_URI'],
    ['an object with a bad URI', { uri: 'ftp://h' }, 'ERR_INVALID_URI'],
    ['a function', provide, 'ERR_INVALID_URI'],
    ['an object with bad protocols', { uri: URI, protocols: 'a b' }, 'ERR_INVALID_OPTION'],
    ['an object with another key', { uri: URI, port: 80 }, 'ERR_INVALID_OPTION'],
    ['an object with bad headers', { uri: URI, headers: 1 }, 'ERR_INVALID_OPTION'],
  ])('refuses %s', (_what, provided, code) => {
    expect(codeOf(() => target(provided))).toBe(code)
  })
})
