import { beforeEach, describe, expect, it } from 'vitest'
import { Harness, settled } from '../harness.ts'

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.catch((error: unknown) => error)

describe('opened', () => {
  it('resolves with the first ONOPEN, asked for early or late', async () => {
    const early = harness.connect({ reconnect: true }).ws.opened
    harness.transport.end()
    harness.retry().transport.open()
    const open = harness.last('open')
    expect(await early).toBe(open)
    harness.transport.end()
    harness.retry().transport.open()
    expect(await harness.ws.opened).toBe(open)
  })

  it('is settled when the handlers of ONOPEN run', async () => {
    const seen: Promise<unknown>[] = []
    harness.ws.addEventListener('open', () => seen.push(harness.ws.opened))
    harness.open()
    expect(await seen[0]).toMatchObject({ type: 'open' })
  })

  it.each(['early', 'late'])(
    'rejects with the last error if the final ONCLOSE came first, asked for %s',
    async (when) => {
      harness.connect({ reconnect: { attempts: 1 }, connectTimeout: 60_000 })
      const early = when === 'early' && caught(harness.ws.opened)
      harness.transport.end()
      harness.retry().clock.advance(60_000)
      const { code, reason: message } = harness.last('error')
      expect(code).toBe('ERR_CONNECT_TIMEOUT')
      const error = await (early || caught(harness.ws.opened))
      expect(error).toMatchObject({ name: 'WebSocketsError', code, message })
    },
  )

  it.each(['connecting', 'waiting'])(
    'rejects with ERR_ABORTED, without a cause, after a disconnect while %s',
    async (state) => {
      harness.connect({ reconnect: true })
      if (state === 'waiting') harness.transport.end()
      const error = await caught(harness.leave().ws.opened)
      expect(error).toMatchObject({ code: 'ERR_ABORTED', name: 'WebSocketsError' })
      expect(Object.hasOwn(error as Error, 'cause')).toBe(false)
    },
  )

  it('has the signal’s reason as the cause of ERR_ABORTED', async () => {
    const controller = new AbortController()
    harness.connect({ signal: controller.signal })
    controller.abort('because')
    harness.clock.advance(0)
    const error = await caught(harness.ws.opened)
    expect(error).toMatchObject({ code: 'ERR_ABORTED', cause: 'because' })
  })

  it('rejects with ERR_INVALID_STATE before any connect', async () => {
    await expect(harness.ws.opened).rejects.toThrow(/connect\(\) first|ERR_INVALID_STATE opened/)
  })

  // Vitest fails a run that has an unhandled rejection.
  it('leaves no unhandled rejection if nobody asked', async () => {
    harness.connect().transport.end()
    await settled()
    expect(harness.trace).toEqual(['error ERR_CONNECT_FAILED', 'close 1006'])
  })
})

it('closed resolves with the final ONCLOSE, asked for early or late, and never rejects', async () => {
  const early = harness.open({ reconnect: { attempts: 1 } }).ws.closed
  harness.transport.end()
  harness.retry().transport.end()
  expect(await early).toBe(harness.last('close'))
  expect(await early).toMatchObject({ willReconnect: false, code: 1006 })
  expect(harness.ws.closed).toBe(early)
})

it('closed asked for before the first connect is that of the first', async () => {
  const { closed } = harness.ws
  harness.open().transport.end(1000)
  expect(await closed).toBe(harness.last('close'))
})

it('closed and opened are new with each connect, even if a handler connects', async () => {
  const { closed: first, opened } = harness.open().ws
  harness.ws.addEventListener('close', () => harness.connect(), { once: true })
  harness.transport.end(1000)
  const second = harness.ws.closed
  expect(harness.ws.opened).not.toBe(opened)
  harness.transport.open()
  expect(await harness.ws.opened).toBe(harness.last('open'))
  harness.transport.end()
  harness.open()
  const third = harness.ws.closed
  harness.transport.end(1001)
  expect(new Set([first, second, third]).size).toBe(3)
  const codes = [first, second, third].map(async (closed) => (await closed).code)
  expect(await Promise.all(codes)).toEqual([1000, 1006, 1001])
})

it.each(['open', 'connecting'])(
  'await using disconnects a client that is %s, and waits',
  async (state) => {
    if (state === 'open') harness.open()
    else harness.connect()
    let isDisposed = false
    const disposed = harness.ws[Symbol.asyncDispose]().then(() => (isDisposed = true))
    await settled()
    expect([harness.ws.readyState, isDisposed]).toEqual([2, false])
    harness.retry()
    await disposed
    expect(harness.trace).toEqual(['close 1006'])
  },
)

it('await using returns at once if there is nothing to close', async () => {
  await harness.ws[Symbol.asyncDispose]()
  harness.open().transport.end(1000)
  await harness.ws[Symbol.asyncDispose]()
  expect(harness.ws.readyState).toBe(3)
})
