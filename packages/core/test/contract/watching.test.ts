import { inspect } from 'node:util'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { WatchRecord } from '../../src/emitter.ts'
import { WINDOW } from '../../src/outbox.ts'
import { Harness, codeOf, settled, URI } from '../harness.ts'

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

const reconnect = true
const waiting = { readyState: 0, delay: 3000 }

describe('status', () => {
  it('follows the connection, attempt by attempt', async () => {
    const { ws } = harness
    const seen: unknown[] = []
    const look = (): void => void seen.push(ws.status)
    const none = { delay: undefined, error: undefined }
    const steps = [
      () => harness.connect({ reconnect }),
      () => harness.transport.open(),
      () => harness.transport.end(),
      () => harness.retry(),
      () => harness.transport.end(),
      () => harness.retry(),
      () => harness.transport.open(),
      () => ws.disconnect(),
      () => harness.transport.end(1000),
    ]
    look()
    ws.subscribe(look)
    for (const step of steps) {
      step()
      await settled()
    }
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
  it('calls back in a microtask, until it is ended', async () => {
    const onChange = vi.fn()
    const end = harness.ws.subscribe(onChange)
    harness.connect()
    expect(onChange).not.toHaveBeenCalled()
    await settled()
    expect(onChange).toHaveBeenCalledTimes(1)
    harness.transport.open()
    end()
    end()
    await settled()
    expect(onChange).toHaveBeenCalledTimes(1)
  })

  it('calls back before who awaits a promise goes on', async () => {
    const order: string[] = []
    harness.connect()
    await settled()
    harness.ws.subscribe(() => order.push('status'))
    void harness.ws.opened.then(() => order.push('opened'))
    void harness.ws.closed.then(() => order.push('closed'))
    harness.transport.open()
    await settled()
    harness.transport.end(1000)
    await settled()
    expect(order).toEqual(['status', 'opened', 'status', 'closed'])
  })

  it('calls a function as often as it has subscribed, and reports what it throws', async () => {
    const onChange = vi.fn(() => {
      throw new Error('of the handler')
    })
    const { ws, platform } = harness
    const [end] = [ws.subscribe(onChange), ws.subscribe(onChange)]
    end?.()
    harness.open()
    await settled()
    expect(onChange).toHaveBeenCalledTimes(2)
    expect(platform.reported).toHaveLength(2)
  })

  it('calls nobody who was ended by another', async () => {
    const called: string[] = []
    harness.ws.subscribe(() => {
      called.push('first')
      end()
    })
    const end = harness.ws.subscribe(() => called.push('second'))
    harness.connect()
    await settled()
    expect(called).toEqual(['first'])
  })

  it('calls back only when something has changed', async () => {
    harness.open()
    const onChange = vi.fn()
    harness.ws.subscribe(onChange)
    harness.ws.disconnect()
    harness.ws.disconnect()
    await settled()
    expect(onChange).toHaveBeenCalledTimes(1)
  })

  it('may call anything of the client', async () => {
    const { ws, platform } = harness
    ws.subscribe(() => {
      if (ws.readyState < 2) ws.disconnect()
      else if (ws.readyState === 3 && platform.transports.length < 3) ws.connect(URI)
    })
    harness.connect()
    await settled()
    for (let count = 0; count < 4; count += 1) {
      harness.clock.advance(0)
      await settled()
    }
    expect(harness.trace).toEqual(['close 1006', 'close 1006', 'close 1006'])
    expect(platform.reported).toEqual([])
    expect(harness.clock.pending).toBe(0)
  })

  it('hears nothing of messages and probes', async () => {
    harness.open({ heartbeat: { interval: 100 } })
    const onChange = vi.fn()
    harness.ws.subscribe(onChange)
    harness.ws.send('a')
    harness.transport.message('b')
    harness.clock.advance(100)
    await settled()
    expect(onChange).not.toHaveBeenCalled()
  })
})

describe('watch', () => {
  const records: (WatchRecord | undefined)[] = []
  /** What was seen since the last look. */
  const take = async (): Promise<unknown[]> => {
    await settled()
    return records
      .splice(0)
      .map(
        (record) => record && ('message' in record ? [record.type, record.message.data] : record),
      )
  }
  beforeEach(() => {
    records.length = 0
    harness.ws.watch((record) => records.push(record))
  })

  it.each([undefined, null, 'f', {}])('takes no %j', (watcher) => {
    expect(codeOf(() => harness.ws.watch(watcher as never))).toBe('ERR_INVALID_LISTENER')
  })

  it('sees where each message stands', async () => {
    harness.open({ queue: true, reconnect })
    await take()
    harness.ws.send('a')
    harness.transport.drain(1)
    harness.transport.end()
    harness.ws.send('b')
    expect(await take()).toEqual([['handed', 'a'], ['left', 'a'], undefined, ['waiting', 'b']])
    harness.retry().transport.open()
    harness.transport.drain(1)
    await settled()
    const [handed, left] = records.filter((record) => record && 'message' in record)
    expect([handed, left]).toMatchObject([
      { type: 'handed', message: { data: 'b', size: 1 } },
      { type: 'left', message: { data: 'b', size: 1 } },
    ])
    expect(handed && 'message' in handed && handed.message).toBe(
      left && 'message' in left && left.message,
    )
  })

  it.each([
    ['129 messages', Array.from({ length: 129 }, () => 'a')],
    ['64 KiB and a byte', ['a'.repeat(WINDOW), 'a']],
  ])(
    'sees what has left with the first message after %s, if the platform does not say',
    async (_, before) => {
      Object.assign(harness.platform.behaviour, { reportsDrain: false, leavesAtOnce: true })
      harness.open({ queue: true })
      const left = async (): Promise<unknown[]> =>
        (await take()).filter((record) => Array.isArray(record) && record[0] === 'left')
      for (const message of before) harness.ws.send(message)
      expect(await left()).toEqual([])
      harness.ws.send('next')
      expect(await left()).toEqual(before.map((message) => ['left', message]))
    },
  )

  it('sees what is sent without a queue, and nothing that is refused', async () => {
    harness.open()
    await take()
    harness.ws.send('a')
    harness.transport.isTaking = false
    expect(() => harness.ws.send('b')).toThrow()
    expect(await take()).toEqual([['handed', 'a']])
  })

  it('sees each probe and its answer, not its message', async () => {
    harness.open({ queue: true, heartbeat: { interval: 100, message: 'beat' } })
    await take()
    harness.clock.advance(100)
    harness.clock.advance(30)
    harness.transport.drain()
    harness.transport.message('alive')
    expect(await take()).toEqual([{ type: 'probe' }, { type: 'answer', roundTrip: 30 }])
  })

  it('sees no answer where nothing was asked', async () => {
    harness.open({ heartbeat: { interval: 100 } })
    await take()
    harness.transport.pong()
    expect(await take()).toEqual([])
  })

  it('sees no answer where a loop reads on', async () => {
    harness.open({ heartbeat: { interval: 100, timeout: 50 } })
    const loop = harness.ws[Symbol.asyncIterator]()
    harness.transport.message('x'.repeat(600_000))
    await take()
    harness.clock.advance(100)
    harness.ws.wake()
    await loop.next()
    expect(await take()).toEqual([{ type: 'probe' }])
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
  expect(inspect(new Proxy(ws, {}))).toBe('WebSockets')
})

it('a polluted prototype shows nowhere', async () => {
  const polluted = { number: 404, delay: 1, code: 'ERR_PROTOCOL' }
  Object.assign(Object.prototype, polluted)
  try {
    expect(harness.ws.status).toMatchObject({ attempt: 0, delay: undefined })
    harness.connect()
    await settled()
    expect(harness.trace).toEqual([])
  } finally {
    for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name)
  }
})
