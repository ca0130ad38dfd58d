import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isArrayBuffer, snapshotOf } from '../src/data.ts'
import { Bench, URI, codeOf, settled } from './fake-platform.ts'

let bench: Bench

beforeEach(() => {
  bench = new Bench()
})

describe('a change of Object.prototype', () => {
  afterEach(() => {
    Reflect.deleteProperty(Object.prototype, 'headers')
  })

  it('is not taken for an option, in connect or in what a URI function gives', async () => {
    Reflect.set(Object.prototype, 'headers', { 'x-evil': '1' })
    bench.ws.connect(URI)
    expect(bench.transport.request.options['headers']).toBeUndefined()
    bench.ws.disconnect()
    bench.clock.advance(0)
    bench.ws.connect(() => ({ uri: URI }))
    await vi.waitFor(() => expect(bench.platform.transports).toHaveLength(2))
    expect(bench.transport.request.options['headers']).toBeUndefined()
  })
})

describe('options that are no plain object', () => {
  it.each([[new Map([['port', 1]])], [new Date()], [/x/]])('%s is refused', (options) => {
    expect(codeOf(() => bench.ws.connect(URI, options as never))).toBe('ERR_INVALID_OPTION')
  })
})

describe('binary data', () => {
  it('is told by its brand, not by its name', () => {
    const liar = { [Symbol.toStringTag]: 'ArrayBuffer' }
    expect(isArrayBuffer(liar)).toBe(false)
    bench.open()
    expect(codeOf(() => bench.ws.send(liar as never))).toBe('ERR_INVALID_DATA')
    expect(bench.ws.bufferedAmount).toBe(0)
  })

  it('that was detached is empty', () => {
    const buffer = new ArrayBuffer(8)
    const view = new Uint8Array(buffer, 2, 3)
    structuredClone(buffer, { transfer: [buffer] })
    expect(snapshotOf(buffer)).toEqual(new ArrayBuffer(0))
    expect(snapshotOf(view)).toEqual(new Uint8Array())
  })
})

describe('a subprotocol that was not offered', () => {
  it.each([[[]], [['b']]])('fails the attempt where %j was', (protocols) => {
    bench.ws.connect(URI, { protocols })
    bench.transport.open('a')
    expect(bench.trace).toEqual(['error ERR_CONNECT_FAILED', 'close 1006'])
  })
})

describe('a handler', () => {
  it('has the client as `this`, as in the W3C API', () => {
    const seen: unknown[] = []
    bench.ws.addEventListener(bench.ws.ONOPEN, function (this: unknown) {
      seen.push(this)
    })
    bench.open()
    expect(seen).toEqual([bench.ws])
  })
})

describe('shouldReconnect', () => {
  it('that gives a promise does not say yes', () => {
    const shouldReconnect = (): boolean => Promise.resolve(true) as unknown as boolean
    bench.open({ reconnect: { shouldReconnect } }).transport.end(1012, '', true)
    expect(bench.last('close')).toMatchObject({ willReconnect: false })
  })
})

describe('a signal that cannot be left', () => {
  it('is refused', () => {
    const signal = { aborted: false, addEventListener: () => undefined }
    expect(codeOf(() => bench.ws.connect(URI, { signal: signal as never }))).toBe(
      'ERR_INVALID_OPTION',
    )
  })
})

describe('url', () => {
  it('stays that of the last connection until a URI function gives another', () => {
    bench.open().transport.end(1000, '', true)
    const { url } = bench.ws
    bench.ws.connect(() => new Promise<string>(() => undefined))
    expect(bench.ws.url).toBe(url)
    expect(url).not.toBe('')
  })
})

describe('ERR_ABORTED', () => {
  it('has a cause only where a signal aborted', async () => {
    bench.ws.connect(URI)
    const { opened } = bench.ws
    bench.ws.disconnect()
    bench.clock.advance(0)
    const error = await opened.catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'ERR_ABORTED' })
    expect(Object.hasOwn(error as Error, 'cause')).toBe(false)
  })
})

describe('a heartbeat', () => {
  const heartbeat = { interval: 1000, timeout: 500, message: 'are you there?' }

  it('finds a dead connection though timers come once a minute', () => {
    bench.open({ heartbeat })
    for (let minute = 0; minute < 5; minute++) {
      bench.clock.sleep(60_000)
      bench.clock.advance(0)
    }
    expect(bench.trace).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006'])
  })

  it('keeps the deadline of a question that is out, however often the network is back', () => {
    bench.open({ heartbeat })
    bench.clock.advance(1000)
    for (let i = 0; i < 10; i++) {
      bench.platform.network.wake()
      bench.clock.advance(100)
    }
    expect(bench.trace).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006'])
  })

  it('asks again an interval after the answer, though the timeout is longer', () => {
    bench.open({ heartbeat: { ...heartbeat, interval: 100, timeout: 10_000 } })
    for (let i = 0; i < 5; i++) {
      bench.clock.advance(100)
      bench.transport.message('yes')
    }
    expect(bench.transport.sent).toHaveLength(5)
  })
})

describe('a queue', () => {
  it('takes no more messages than bytes, empty ones too', () => {
    bench.ws.connect(URI, { queue: { maxBytes: 3 } })
    for (let i = 0; i < 3; i++) bench.ws.send('')
    expect(codeOf(() => bench.ws.send(''))).toBe('ERR_QUEUE_FULL')
  })
})

describe('an adapter that keeps not to the seam', () => {
  it.each([[new Error('no')], [{ code: 'no' }], ['no'], [undefined]])(
    'and throws %o fails the attempt',
    async (thrown) => {
      vi.spyOn(bench.platform, 'openTransport').mockImplementation(() => {
        throw thrown as Error
      })
      bench.connect()
      const { opened } = bench.ws
      bench.clock.advance(0)
      expect(bench.trace).toEqual(['error ERR_CONNECT_FAILED', 'close 1006'])
      await expect(opened).rejects.toMatchObject({ code: 'ERR_CONNECT_FAILED', cause: thrown })
    },
  )

  it('and tells the end while it opens is not heard', () => {
    const open = bench.platform.openTransport
    vi.spyOn(bench.platform, 'openTransport').mockImplementation((request, handlers) => {
      handlers.onClose()
      return open(request, handlers)
    })
    bench.connect()
    expect(bench.trace).toEqual([])
    bench.transport.open()
    expect(bench.trace).toEqual(['open 1'])
  })

  it('and tells the end of a transport that was dropped is not heard', async () => {
    bench.ws.connect(() => URI, { reconnect: true })
    await settled()
    const { handlers } = bench.transport
    bench.transport.end()
    bench.take()
    bench.retry()
    handlers.onClose()
    expect(bench.trace).toEqual([])
  })
})
