import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Harness, URI, settled } from '../harness.ts'

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

const uris = (): string[] => harness.platform.transports.map(({ request }) => request.uri)

describe('a URI function', () => {
  it.each<[string, string | URL | Promise<string | URL>]>([
    ['a string', URI],
    ['a URL', new URL(URI)],
    ['a promise of a string', Promise.resolve(URI)],
    ['a promise of a URL', Promise.resolve(new URL(URI))],
  ])('is called after connect has returned, and may give %s', async (_what, provided) => {
    const provide = vi.fn(() => provided)
    harness.ws.connect(provide)
    expect(provide).not.toHaveBeenCalled()
    expect(harness.ws.url).toBe('')
    await settled()
    expect(harness.transport.request).toMatchObject({ uri: URI, protocols: [] })
    expect(harness.ws.url).toBe(URI)
  })

  it('may give protocols and options of the platform, in place of those of connect', async () => {
    const target = { uri: URI, protocols: 'b', headers: { token: '2' } }
    harness.ws.connect(() => target, { protocols: 'a', port: 81 })
    await settled()
    expect(harness.transport.request).toMatchObject({
      uri: 'ws://example.test:81/path',
      protocols: ['b'],
      options: { headers: { token: '2' } },
    })
    harness.transport.open('b')
    expect(harness.trace).toEqual(['open 1'])
  })

  it('is called anew for each attempt', async () => {
    let calls = 0
    harness.ws.connect(() => `${URI}?token=${++calls}`, { reconnect: true })
    await settled()
    harness.transport.end()
    harness.retry()
    await settled()
    expect(uris()).toEqual([`${URI}?token=1`, `${URI}?token=2`])
    expect(harness.ws.url).toBe(`${URI}?token=2`)
  })

  const error = new Error('no token')
  const give = (value: unknown) => (): string => value as string
  const fail = (): never => {
    throw error
  }
  it.each<[string, () => string | Promise<string>, unknown]>([
    ['throws', fail, error],
    ['rejects', () => Promise.reject(error), error],
    ['rejects with nothing', () => Promise.reject(undefined), undefined],
    ['gives nothing', give(undefined), { code: 'ERR_INVALID_URI' }],
    ['gives an empty object', give({}), { code: 'ERR_INVALID_URI' }],
    ['gives another scheme', give('ftp://user:secret@h/secret'), { code: 'ERR_INVALID_URI' }],
    ['gives bad protocols', give({ uri: URI, protocols: 'a b' }), { code: 'ERR_INVALID_OPTION' }],
    ['gives a bad option', give({ uri: URI, headers: 'secret' }), { code: 'ERR_INVALID_OPTION' }],
  ])(
    'that %s is ERR_URI_PROVIDER with its cause, and a failed attempt',
    async (_what, provide, cause) => {
      harness.ws.connect(provide)
      await settled()
      expect(harness.trace).toEqual(['error ERR_URI_PROVIDER', 'close 1006'])
      expect(harness.platform.transports).toEqual([])
      expect(harness.clock.pending).toBe(0)
      const last = harness.last('error')
      if (cause === undefined) expect(last.cause).toBeUndefined()
      else expect(last).toMatchObject({ cause })
      expect(`${last.reason} ${String(last.cause)}`).not.toContain('secret')
    },
  )

  it('that hangs is not blamed on the server of the last connection', async () => {
    harness.open().transport.end()
    harness.ws.connect(() => new Promise(() => {}), { connectTimeout: 100 })
    await settled()
    harness.clock.advance(100)
    expect(harness.last('error').reason).not.toContain('example.test')
  })

  it('that hangs ends with connectTimeout, and its late answer is ignored', async () => {
    const answers: ((uri: string) => void)[] = []
    const provide = (): Promise<string> => new Promise((resolve) => answers.push(resolve))
    harness.ws.connect(provide, { connectTimeout: 100, reconnect: true })
    await settled()
    harness.clock.advance(100)
    expect(harness.take()).toEqual(['error ERR_CONNECT_TIMEOUT', 'close 1006 retry'])
    harness.retry()
    await settled()
    answers[0]?.('ws://late.test/')
    await settled()
    expect(uris()).toEqual([])
    answers[1]?.(URI)
    await settled()
    expect(uris()).toEqual([URI])
  })

  it('shares connectTimeout with the rest of the attempt', async () => {
    harness.ws.connect(() => URI, { connectTimeout: 100 })
    harness.clock.advance(60)
    await settled()
    harness.clock.advance(40)
    expect(harness.trace).toEqual(['error ERR_CONNECT_TIMEOUT', 'close 1006'])
  })
})
