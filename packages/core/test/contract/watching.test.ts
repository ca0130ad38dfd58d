import { inspect } from 'node:util'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { WatchRecord } from '../../src/emitter.ts'
import { Harness } from '../harness.ts'

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

const reconnect = true
const waiting = { readyState: 0, delay: 3000 }

describe('status', () => {
  it('follows the connection, attempt by attempt', () => {
    const { ws } = harness
    const seen: unknown[] = []
    const look = (): void => void seen.push(ws.status)
    const none = { delay: undefined, error: undefined }
    look()
    ws.subscribe(look)
    harness.connect({ reconnect })
    harness.transport.open()
    harness.transport.end()
    harness.retry().transport.end()
    harness.retry().transport.open()
    ws.disconnect()
    harness.transport.end(1000)
    const lost: unknown = expect.objectContaining({ code: 'ERR_CONNECTION_LOST' })
    const failed: unknown = expect.objectContaining({ code: 'ERR_CONNECT_FAILED' })
    expect(seen).toEqual([
      { readyState: 3, attempt: 0, ...none },
      { readyState: 0, attempt: 1, ...none },
      { readyState: 1, attempt: 1, ...none },
      { ...waiting, attempt: 2, error: lost },
      { readyState: 0, attempt: 2, delay: undefined, error: lost },
      { readyState: 0, attempt: 3, delay: 5000, error: failed },
      { readyState: 0, attempt: 3, delay: undefined, error: failed },
      { readyState: 1, attempt: 3, ...none },
      { readyState: 2, attempt: 3, ...none },
      { readyState: 3, attempt: 3, ...none },
    ])
  })

  it('is a new object only when something changed, and frozen', () => {
    const { ws } = harness.open()
    const { status } = ws
    harness.transport.message('hi')
    expect(ws.status).toBe(status)
    expect(Object.isFrozen(status)).toBe(true)
    harness.transport.end()
    expect(ws.status).not.toBe(status)
    expect(status.readyState).toBe(1)
  })

  it('keeps the error of a final close until the next connect', () => {
    harness.connect().transport.end()
    expect(harness.ws.status).toMatchObject({
      readyState: 3,
      error: { code: 'ERR_CONNECT_FAILED' },
    })
    expect(harness.connect().ws.status).toMatchObject({ readyState: 0, error: undefined })
  })

  it('is up to date in every handler', () => {
    const states: unknown[] = []
    const { ws } = harness
    ws.addEventListener('wsevent', ({ type }) => states.push([type, ws.status.readyState]))
    harness.open({ reconnect }).transport.end()
    harness.leave()
    expect(states).toEqual([
      ['open', 1],
      ['error', 2],
      ['close', 0],
      ['close', 3],
    ])
  })
})

describe('subscribe', () => {
  it('calls back before the event is emitted, until it is ended', () => {
    const onChange = vi.fn(() => harness.events.length)
    const unsubscribe = harness.ws.subscribe(onChange)
    harness.connect().transport.open()
    expect(onChange.mock.results.at(-1)).toMatchObject({ value: 0 })
    onChange.mockClear()
    unsubscribe()
    unsubscribe()
    harness.transport.end()
    expect(onChange).not.toHaveBeenCalled()
  })

  it('calls a function as often as it has subscribed, and reports what it throws', () => {
    const onChange = vi.fn(() => {
      throw new Error('of the handler')
    })
    const { ws, platform } = harness
    const [unsubscribe] = [ws.subscribe(onChange), ws.subscribe(onChange)]
    unsubscribe?.()
    harness.open()
    expect(onChange).toHaveBeenCalledTimes(2)
    expect(platform.reported).toHaveLength(2)
  })

  it('hears nothing of messages and probes', () => {
    harness.open({ heartbeat: { interval: 100 } })
    const onChange = vi.fn()
    harness.ws.subscribe(onChange)
    harness.ws.send('a')
    harness.transport.message('b')
    harness.clock.advance(100)
    expect(onChange).not.toHaveBeenCalled()
  })
})

describe('watch', () => {
  const records: (WatchRecord | undefined)[] = []
  const sent = (): unknown[] =>
    records.map(
      (record) => record && ('message' in record ? [record.type, record.message.data] : record),
    )
  beforeEach(() => {
    records.length = 0
    harness.ws.watch((record) => records.push(record))
  })

  it('sees where each message stands', () => {
    harness.open({ queue: true, reconnect })
    records.length = 0
    harness.ws.send('a')
    harness.transport.drain(1)
    harness.transport.end()
    harness.ws.send('b')
    expect(sent()).toEqual([['handed', 'a'], ['left', 'a'], undefined, ['waiting', 'b']])
    const [first] = records.splice(0, 3)
    expect(first).toMatchObject({ message: { size: 1 } })
    harness.retry().transport.open()
    harness.transport.drain(1)
    const [, , , handed, left] = records
    expect(sent()).toEqual([['waiting', 'b'], undefined, undefined, ['handed', 'b'], ['left', 'b']])
    expect([handed, left]).toMatchObject([{ type: 'handed' }, { type: 'left' }])
    expect(handed && 'message' in handed && handed.message).toBe(
      left && 'message' in left && left.message,
    )
  })

  it('sees what is sent without a queue, and nothing that is refused', () => {
    harness.open()
    records.length = 0
    harness.ws.send('a')
    harness.transport.isTaking = false
    expect(() => harness.ws.send('b')).toThrow()
    expect(sent()).toEqual([['handed', 'a']])
  })

  it('sees each probe and its answer, not its message', () => {
    harness.open({ queue: true, heartbeat: { interval: 100, message: 'beat' } })
    records.length = 0
    harness.clock.advance(100)
    harness.clock.advance(30)
    harness.transport.message('alive')
    expect(records).toEqual([{ type: 'probe' }, { type: 'answer', roundTrip: 30 }])
  })
})

describe('wake', () => {
  it.each<[string, () => unknown]>([
    ['new', () => undefined],
    ['connecting', () => harness.connect()],
    ['open without a heartbeat', () => harness.open()],
    ['closing', () => harness.open({ heartbeat: true }).ws.disconnect()],
    ['closed', () => harness.open({ heartbeat: true, reconnect }).transport.end(1000)],
  ])('does nothing while %s', (_state, prepare) => {
    prepare()
    const { status } = harness.ws
    const { pending } = harness.clock
    const logs = harness.platform.transports.map(({ log }) => [...log])
    harness.ws.wake()
    expect(harness.ws.status).toBe(status)
    expect(harness.clock.pending).toBe(pending)
    expect(harness.platform.transports.map(({ log }) => log)).toEqual(logs)
  })

  it('tries at once while the client waits, and keeps the queue', () => {
    harness.open({ reconnect, queue: true }).transport.end()
    harness.ws.send('a')
    harness.ws.wake()
    expect(harness.ws.status).toMatchObject({ attempt: 2, delay: undefined })
    harness.transport.open()
    expect(harness.transport.sent).toEqual(['a'])
  })

  it('probes while the connection is open', () => {
    harness.open({ heartbeat: true }).ws.wake()
    expect(harness.transport.log).toEqual(['ping'])
  })

  it.each(['error', 'close'] as const)('in an ONCLOSE or ONERROR does no harm: %s', (type) => {
    harness.ws.addEventListener(type, () => harness.ws.wake(), { once: true })
    harness.open({ reconnect, heartbeat: true }).transport.end()
    const isNow = type === 'close'
    expect(harness.platform.transports).toHaveLength(isNow ? 2 : 1)
    expect(harness.clock.pending).toBe(1)
  })
})

it('a console shows what a client is, and a framework leaves it alone', () => {
  const { ws } = harness.open()
  expect(Object.prototype.toString.call(ws)).toBe('[object WebSockets]')
  expect(inspect(ws)).toContain('readyState: 1')
})
