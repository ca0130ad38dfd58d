import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, settled } from '../fake-platform.ts'

let bench: Bench
const unhandled: unknown[] = []
const onUnhandled = (error: unknown): void => void unhandled.push(error)

beforeEach(() => {
  bench = new Bench()
  unhandled.length = 0
  process.on('unhandledRejection', onUnhandled)
})

afterEach(async () => {
  await settled()
  process.off('unhandledRejection', onUnhandled)
  expect(unhandled).toEqual([])
})

describe('opened', () => {
  it('resolves with the first ONOPEN, asked for early or late', async () => {
    bench.connect()
    const early = bench.ws.opened
    bench.transport.open()
    expect(await early).toBe(bench.last('open'))
    bench.transport.end(1000, '', true)
    expect(await bench.ws.opened).toBe(bench.last('open'))
  })

  it('waits through failed attempts', async () => {
    bench.connect({ reconnect: true })
    const { opened } = bench.ws
    bench.transport.end()
    bench.retry()
    bench.transport.open()
    expect(await opened).toMatchObject({ attempt: 2 })
  })

  it('is that of the first ONOPEN after a reconnect too', async () => {
    bench.open({ reconnect: true }).transport.end()
    bench.retry()
    bench.transport.open()
    expect(await bench.ws.opened).toMatchObject({ attempt: 1 })
  })

  it.each(['early', 'late'])(
    'rejects with the error where the final ONCLOSE came first, asked for %s',
    async (when) => {
      bench.connect()
      const opened = when === 'early' ? bench.ws.opened : undefined
      bench.transport.end()
      const error = {
        name: 'WebSocketsError',
        code: 'ERR_CONNECT_FAILED',
        message: bench.last('error').reason,
      }
      await expect(opened ?? bench.ws.opened).rejects.toMatchObject(error)
    },
  )

  it('rejects with the last of the errors', async () => {
    bench.connect({ reconnect: { attempts: 1 }, connectTimeout: 60_000 }).transport.end()
    bench.retry()
    bench.clock.advance(60_000)
    await expect(bench.ws.opened).rejects.toMatchObject({ code: 'ERR_CONNECT_TIMEOUT' })
  })

  it('rejects with ERR_ABORTED after a disconnect', async () => {
    bench.connect().ws.disconnect()
    bench.clock.advance(0)
    await expect(bench.ws.opened).rejects.toMatchObject({
      code: 'ERR_ABORTED',
      name: 'WebSocketsError',
    })
  })

  it('rejects with ERR_ABORTED after a disconnect while waiting', async () => {
    bench.connect({ reconnect: true }).transport.end()
    bench.ws.disconnect()
    bench.clock.advance(0)
    await expect(bench.ws.opened).rejects.toMatchObject({ code: 'ERR_ABORTED' })
  })

  it('rejects with the signal’s reason as the cause', async () => {
    const controller = new AbortController()
    bench.connect({ signal: controller.signal })
    const reason = new Error('enough')
    controller.abort(reason)
    bench.clock.advance(0)
    await expect(bench.ws.opened).rejects.toMatchObject({ code: 'ERR_ABORTED', cause: reason })
  })

  it('rejects with ERR_INVALID_STATE before any connect', async () => {
    await expect(bench.ws.opened).rejects.toMatchObject({ code: 'ERR_INVALID_STATE' })
  })

  it('is settled when the handlers of its event run', async () => {
    const seen: Promise<unknown>[] = []
    bench.ws.addEventListener('open', () => seen.push(bench.ws.opened))
    bench.open()
    expect(await seen[0]).toMatchObject({ type: 'open' })
  })

  it('leaves no unhandled rejection where nobody asked', async () => {
    bench.connect().transport.end()
    await settled()
    expect(unhandled).toEqual([])
  })
})

describe('closed', () => {
  it('resolves with the final ONCLOSE, asked for early or late', async () => {
    bench.open()
    const early = bench.ws.closed
    bench.transport.end(1001, 'bye', true)
    expect(await early).toBe(bench.last('close'))
    expect(await bench.ws.closed).toBe(bench.last('close'))
  })

  it('waits for the final one, and never rejects', async () => {
    bench.open({ reconnect: { attempts: 1 } })
    const { closed } = bench.ws
    bench.transport.end()
    bench.retry()
    bench.transport.end()
    expect(await closed).toMatchObject({ willReconnect: false, code: 1006 })
  })

  it('asked for before the first connect is that of the first', async () => {
    const { closed } = bench.ws
    bench.open().transport.end(1000, '', true)
    expect(await closed).toBe(bench.last('close'))
  })

  it('is a new one with the next connect', async () => {
    bench.open().transport.end(1000, '', true)
    const first = bench.ws.closed
    bench.open()
    const second = bench.ws.closed
    expect(second).not.toBe(first)
    bench.transport.end(1001, '', true)
    expect([(await first).code, (await second).code]).toEqual([1000, 1001])
  })

  it('is that of the new connection once a handler has connected again', async () => {
    const { closed } = bench.open().ws
    bench.ws.addEventListener('close', () => bench.connect(), { once: true })
    bench.transport.end(1000, '', true)
    expect((await closed).code).toBe(1000)
    const next = bench.ws.closed
    bench.transport.end()
    expect((await next).code).toBe(1006)
  })
})
