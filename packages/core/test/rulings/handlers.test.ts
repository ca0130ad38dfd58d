import { beforeEach, describe, expect, it } from 'vitest'
import type { WebSocketsEvent } from '../../src/events.ts'
import { Bench, URI, codeOf } from '../fake-platform.ts'

let bench: Bench

beforeEach(() => {
  bench = new Bench()
})

/** What `readyState` is in each handler. */
function watchStates(): string[] {
  const states: string[] = []
  bench.ws.addEventListener('wsevent', ({ type }) => states.push(`${type} ${bench.ws.readyState}`))
  return states
}

describe('readyState', () => {
  it('is 1 in ONOPEN and ONMESSAGE, 2 in ONERROR, 3 in a final ONCLOSE', () => {
    const states = watchStates()
    bench.open().transport.message('hi')
    bench.transport.end()
    expect(states).toEqual(['open 1', 'message 1', 'error 2', 'close 3'])
  })

  it('is 0 in an ONCLOSE that will reconnect, and while it waits', () => {
    const states = watchStates()
    bench.connect({ reconnect: true }).transport.end()
    expect(states).toEqual(['error 2', 'close 0'])
    expect(bench.ws.readyState).toBe(0)
  })

  it('is 0, 2, 3 through a disconnect while connecting', () => {
    bench.connect()
    expect(bench.ws.readyState).toBe(0)
    bench.ws.disconnect()
    expect(bench.ws.readyState).toBe(2)
    bench.clock.advance(0)
    expect(bench.ws.readyState).toBe(3)
  })
})

describe('connect in a handler', () => {
  it.each(['open', 'message', 'error'] as const)('throws in %s', (type) => {
    const codes: unknown[] = []
    bench.ws.addEventListener(type, () => codes.push(codeOf(() => bench.ws.connect(URI))))
    bench.open().transport.message('hi')
    bench.transport.end()
    expect(codes).toEqual(['ERR_INVALID_STATE'])
  })

  it('throws in an ONCLOSE that will reconnect', () => {
    const codes: unknown[] = []
    bench.ws.addEventListener('close', () => codes.push(codeOf(() => bench.ws.connect(URI))))
    bench.open({ reconnect: true }).transport.end()
    expect(codes).toEqual(['ERR_INVALID_STATE'])
  })

  it('works in a final ONCLOSE, and its events come behind it', () => {
    const log: string[] = []
    bench.ws.addEventListener('close', () => bench.ws.connect(URI), { once: true })
    bench.ws.addEventListener('wsevent', ({ type }) => log.push(`${type} ${bench.ws.readyState}`))
    bench.open().transport.end(1000, '', true)
    expect(bench.platform.transports).toHaveLength(2)
    bench.transport.open()
    expect(log).toEqual(['open 1', 'close 0', 'open 1'])
    expect(bench.trace).toEqual(['close 1000', 'open 1'])
  })
})

describe('disconnect in a handler', () => {
  it('in ONOPEN takes effect at once, and the other handlers still get the event', () => {
    const log: string[] = []
    const note = ({ type }: WebSocketsEvent): void =>
      void log.push(`${type} ${bench.ws.readyState}`)
    bench.ws.addEventListener('open', () => bench.ws.disconnect(4000, 'no'))
    bench.ws.addEventListener('wsevent', note)
    bench.open()
    expect(log).toEqual(['open 2'])
    expect(bench.transport.log).toEqual(['close 4000 no'])
  })

  it('in ONMESSAGE lets no message through any more', () => {
    bench.ws.addEventListener('message', () => bench.ws.disconnect())
    bench.open().transport.message('first')
    bench.transport.message('second')
    expect(bench.trace).toEqual(['message first'])
  })

  it('in ONERROR only ends reconnecting: the same ONCLOSE follows', () => {
    bench.ws.addEventListener('error', () => bench.ws.disconnect(4000))
    bench.open({ reconnect: true }).transport.end()
    expect(bench.trace).toEqual(['error ERR_CONNECTION_LOST', 'close 1006'])
    expect(bench.clock.pending).toBe(0)
    bench.clock.advance(60_000)
    expect(bench.trace).toHaveLength(2)
  })

  it('in ONERROR of a client that does not reconnect changes nothing', () => {
    bench.ws.addEventListener('error', () => bench.ws.disconnect())
    bench.connect().transport.end()
    bench.clock.advance(60_000)
    expect(bench.trace).toEqual(['error ERR_CONNECT_FAILED', 'close 1006'])
  })

  it('in an ONCLOSE that will reconnect gives one more, final', () => {
    bench.ws.addEventListener('close', () => bench.ws.disconnect(), { once: true })
    bench.open({ reconnect: true }).transport.end(1001, '', true)
    bench.clock.advance(60_000)
    expect(bench.trace).toEqual(['close 1001 retry', 'close 1006'])
    expect(bench.platform.transports).toHaveLength(1)
  })

  it('in a final ONCLOSE is nothing', () => {
    bench.ws.addEventListener('close', () => bench.ws.disconnect())
    bench.open().transport.end(1000, '', true)
    bench.clock.advance(60_000)
    expect(bench.trace).toEqual(['close 1000'])
  })
})

describe('send in a handler', () => {
  it('works in ONOPEN and ONMESSAGE, and throws in ONERROR and a final ONCLOSE', () => {
    const codes: unknown[] = []
    bench.ws.addEventListener('wsevent', ({ type }) =>
      codes.push([type, codeOf(() => bench.ws.send(type))]),
    )
    bench.open().transport.message('hi')
    bench.transport.end()
    expect(codes).toEqual([
      ['open', undefined],
      ['message', undefined],
      ['error', 'ERR_INVALID_STATE'],
      ['close', 'ERR_INVALID_STATE'],
    ])
    expect(bench.transport.sent).toEqual(['open', 'message'])
  })
})

describe('a handler that throws', () => {
  it('stops neither the others nor the connection, and its error is reported', () => {
    const error = new Error('handler')
    const fail = (): never => {
      throw error
    }
    const bench2 = new Bench()
    bench2.ws.removeEventListener('wsevent', fail)
    bench2.ws.addEventListener('wsevent', fail)
    const log: string[] = []
    bench2.ws.addEventListener('wsevent', ({ type }) => log.push(type))
    bench2.open({ queue: true }).transport.message('hi')
    bench2.ws.send('still there')
    bench2.transport.end()
    expect(log).toEqual(['open', 'message', 'error', 'close'])
    expect(bench2.transport.sent).toEqual(['still there'])
    expect(bench2.platform.reported).toEqual([error, error, error, error])
  })
})

it('emits nothing before connect has returned', () => {
  let hasReturned = false
  const early: string[] = []
  bench.ws.addEventListener('wsevent', ({ type }) => hasReturned || early.push(type))
  bench.connect()
  hasReturned = true
  bench.transport.open()
  expect(early).toEqual([])
})

it('emits plain objects', () => {
  bench.open().transport.message('hi')
  bench.transport.end()
  expect(bench.events.map((event) => Object.getPrototypeOf(event) as unknown)).toEqual(
    bench.events.map(() => Object.prototype),
  )
})
