import { beforeEach, describe, expect, it } from 'vitest'
import { Bench, URI, settled } from '../fake-platform.ts'

let bench: Bench

beforeEach(() => {
  bench = new Bench()
})

describe('a URI function', () => {
  it('is first called after connect has returned', async () => {
    const log: string[] = []
    bench.ws.connect(() => {
      log.push('called')
      return URI
    })
    log.push('returned')
    await settled()
    expect(log).toEqual(['returned', 'called'])
    expect(bench.transport.request.uri).toBe(URI)
  })

  it.each<[string, () => string | URL | Promise<string | URL>]>([
    ['a string', () => URI],
    ['a URL', () => new URL(URI)],
    ['a promise of a string', () => Promise.resolve(URI)],
    ['a promise of a URL', () => Promise.resolve(new URL(URI))],
  ])('may give %s', async (_what, provide) => {
    bench.ws.connect(provide)
    await settled()
    expect(bench.transport.request).toMatchObject({ uri: URI, protocols: [] })
    expect(bench.ws.url).toBe(URI)
  })

  it('may give protocols and headers, in place of the options', async () => {
    const target = { uri: URI, protocols: 'b', headers: { token: '2' } }
    bench.ws.connect(() => target, { protocols: 'a', port: 81 })
    await settled()
    expect(bench.transport.request).toMatchObject({
      uri: 'ws://example.test:81/path',
      protocols: ['b'],
      options: { headers: { token: '2' } },
    })
    bench.transport.open('b')
    expect(bench.trace).toEqual(['open 1'])
  })

  it('is called anew for each attempt', async () => {
    let calls = 0
    bench.ws.connect(() => `${URI}?token=${++calls}`, { reconnect: true })
    await settled()
    bench.transport.end()
    bench.retry()
    await settled()
    expect(bench.platform.transports.map(({ request }) => request.uri)).toEqual([
      `${URI}?token=1`,
      `${URI}?token=2`,
    ])
    expect(bench.ws.url).toBe(`${URI}?token=2`)
  })

  const error = new Error('no token')
  const bad =
    (value: unknown): (() => string) =>
    () =>
      value as string
  it.each<[string, () => string | Promise<string>, unknown]>([
    [
      'throws',
      () => {
        throw error
      },
      error,
    ],
    ['rejects', () => Promise.reject(error), error],
    ['rejects with nothing', () => Promise.reject(undefined), undefined],
    ['gives nothing', bad(undefined), { code: 'ERR_INVALID_URI' }],
    ['gives null', bad(null), { code: 'ERR_INVALID_URI' }],
    ['gives an empty object', bad({}), { code: 'ERR_INVALID_URI' }],
    ['gives another scheme', () => 'ftp://h/', { code: 'ERR_INVALID_URI' }],
    ['gives a fragment', () => `${URI}#part`, { code: 'ERR_INVALID_URI' }],
    ['gives bad protocols', bad({ uri: URI, protocols: 'a b' }), { code: 'ERR_INVALID_OPTION' }],
    ['gives bad headers', bad({ uri: URI, headers: 1 }), { code: 'ERR_INVALID_OPTION' }],
  ])(
    'that %s is ERR_URI_PROVIDER with its cause, and a failed attempt',
    async (_what, provide, cause) => {
      bench.ws.connect(provide)
      await settled()
      expect(bench.trace).toEqual(['error ERR_URI_PROVIDER', 'close 1006'])
      if (cause === undefined) expect(bench.last('error').cause).toBeUndefined()
      else expect(bench.last('error')).toMatchObject({ cause })
      expect(bench.platform.transports).toEqual([])
      expect(bench.clock.pending).toBe(0)
    },
  )

  it('that fails is tried again, where a reconnect was asked for', async () => {
    let calls = 0
    const provide = (): string => {
      if (++calls === 1) throw error
      return URI
    }
    bench.ws.connect(provide, { reconnect: true })
    await settled()
    expect(bench.take()).toEqual(['error ERR_URI_PROVIDER', 'close 1006 retry'])
    bench.retry()
    await settled()
    bench.transport.open()
    expect(bench.trace).toEqual(['open 2'])
  })

  it('that hangs ends with connectTimeout, and has no say any more', async () => {
    const answers: ((uri: string) => void)[] = []
    const provide = (): Promise<string> => new Promise((resolve) => answers.push(resolve))
    bench.ws.connect(provide, { connectTimeout: 100, reconnect: true })
    await settled()
    bench.clock.advance(100)
    expect(bench.take()).toEqual(['error ERR_CONNECT_TIMEOUT', 'close 1006 retry'])
    bench.retry()
    await settled()
    answers[0]?.('ws://late.test/')
    await settled()
    expect(bench.platform.transports).toEqual([])
    answers[1]?.(URI)
    await settled()
    expect(bench.platform.transports.map(({ request }) => request.uri)).toEqual([URI])
  })

  it('shares connectTimeout with the rest of the attempt', async () => {
    bench.ws.connect(() => URI, { connectTimeout: 100 })
    bench.clock.advance(60)
    await settled()
    bench.clock.advance(40)
    expect(bench.trace).toEqual(['error ERR_CONNECT_TIMEOUT', 'close 1006'])
  })

  it('of an earlier connect has no say in a later one', async () => {
    let answer: (uri: string) => void = () => undefined
    bench.ws.connect(() => new Promise<string>((resolve) => (answer = resolve)))
    await settled()
    bench.ws.disconnect()
    bench.clock.advance(0)
    bench.connect()
    answer('ws://late.test/')
    await settled()
    expect(bench.platform.transports.map(({ request }) => request.uri)).toEqual([URI])
  })

  it('that holds a secret never shows it', async () => {
    bench.ws.connect(() => 'ftp://user:secret@h/?token=secret')
    await settled()
    const { reason, cause } = bench.last('error')
    expect(`${reason} ${String(cause)} ${JSON.stringify(cause)}`).not.toContain('secret')
  })
})
