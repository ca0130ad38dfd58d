import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Failure } from '../../src/errors.ts'
import type { WebSocketsCloseEvent } from '../../src/events.ts'
import type { ReconnectOptions } from '../../src/options.ts'
import { Harness, URI, codeOf } from '../harness.ts'

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

// Every code is in retry.test.ts.
describe('by default', () => {
  it('reconnecting is off', () => {
    harness.open().transport.end(1001)
    expect(harness.trace).toEqual(['close 1001'])
  })

  it.each([
    [1000, undefined],
    [1001, 3000],
    [4000, undefined],
  ])('after the close code %i the next attempt comes in %s ms', (code, delay) => {
    harness.open({ reconnect: true }).transport.end(code)
    expect(harness.last('close').delay).toBe(delay)
  })

  it.each<[Failure, number | undefined]>([
    [{ code: 'ERR_CONNECT_FAILED' }, 3000],
    [{ code: 'ERR_TLS_FAILED' }, undefined],
    [{ code: 'ERR_MESSAGE_TOO_BIG' }, undefined],
    [{ code: 'ERR_HANDSHAKE_REJECTED', status: 404 }, undefined],
    [{ code: 'ERR_HANDSHAKE_REJECTED', status: 503 }, 3000],
    [{ code: 'ERR_HANDSHAKE_REJECTED', status: 503, retryAfter: 45_000 }, 45_000],
    [{ code: 'ERR_HANDSHAKE_REJECTED', status: 503, retryAfter: 1e9 }, 3_600_000],
  ])('after %j, though nothing ever opened, it comes in %s ms', (failure, delay) => {
    harness.connect({ reconnect: true }).transport.fail(failure)
    expect(harness.last('close').delay).toBe(delay)
  })
})

describe('shouldReconnect', () => {
  const open = (shouldReconnect: ReconnectOptions['shouldReconnect']): Harness =>
    harness.open({ reconnect: { shouldReconnect } })

  it.each<[code: number | undefined, error: unknown]>([
    [1000, undefined],
    [1008, undefined],
    [4001, undefined],
    [undefined, { type: 'error', code: 'ERR_CONNECTION_LOST' }],
  ])('is asked after %s, with the close and the error', (code, error) => {
    const ask = vi.fn(() => true)
    open(ask).transport.end(code, 'why')
    const close = code ? { code, reason: 'why', wasClean: true } : { code: 1006, reason: '' }
    expect(ask.mock.calls).toMatchObject([[{ type: 'close', ...close }, error]])
    expect(harness.last('close').willReconnect).toBe(true)
  })

  it('cannot empty what is reported', () => {
    const shouldReconnect = vi.fn(({ unconfirmed }: WebSocketsCloseEvent) => {
      ;(unconfirmed as unknown[]).length = 0
      return true
    })
    harness.open({ queue: true, reconnect: { shouldReconnect } }).ws.send('a')
    harness.transport.end()
    expect(harness.last('close').unconfirmed).toEqual(['a'])
    expect(harness.platform.reported).toHaveLength(1)
  })

  it('is asked with events of its own', () => {
    const ask = vi.fn((close: object) => {
      Object.assign(close, { code: 1, reason: 'changed' })
      return true
    })
    harness.ws.addEventListener('error', (event) => Object.assign(event, { code: 'ERR_BLOCKED' }))
    open(ask).transport.end()
    expect(ask.mock.calls).toMatchObject([[{}, { code: 'ERR_CONNECTION_LOST' }]])
    expect(harness.last('close')).toMatchObject({ code: 1006, reason: '' })
  })

  it.each<[string, boolean | Promise<boolean>]>([
    ['false', false],
    ['a promise', Promise.resolve(true)],
  ])('that returns %s means no', (_what, answer) => {
    open(() => answer as boolean).transport.end()
    expect(harness.trace).toEqual(['error ERR_CONNECTION_LOST', 'close 1006'])
  })

  it('that throws is reported and means no', () => {
    const error = new Error('no idea')
    open(() => {
      throw error
    }).transport.end()
    expect(harness.platform.reported).toEqual([error])
    expect(harness.last('close').willReconnect).toBe(false)
  })

  it('is not asked after a disconnect, nor when the attempts are used up', () => {
    const ask = vi.fn(() => true)
    open(ask).ws.disconnect()
    harness.transport.end(1000)
    harness.open({ reconnect: { attempts: 0, shouldReconnect: ask } }).transport.end()
    expect(ask).not.toHaveBeenCalled()
  })

  it('may disconnect, so that the close is final and the only one, but not connect', () => {
    const codes: unknown[] = []
    const leave = (): boolean => {
      codes.push(codeOf(() => harness.ws.connect(URI)))
      harness.ws.disconnect(4000)
      return true
    }
    open(leave).transport.end(1001)
    harness.clock.advance(3_600_000)
    expect(codes).toEqual(['ERR_INVALID_STATE'])
    expect(harness.trace).toEqual(['close 1001'])
  })
})

describe('a polluted Object.prototype', () => {
  const polluted = { status: 404, headers: { a: 'b' }, retryAfter: 60_000 }
  beforeEach(() => void Object.assign(Object.prototype, polluted))
  afterEach(() => {
    for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name)
  })

  it('has no say in whether and when to retry, nor in what an error knows', () => {
    harness.connect({ reconnect: true }).transport.fail({ code: 'ERR_CONNECTION_REFUSED' })
    expect(harness.last('close')).toMatchObject({ willReconnect: true, delay: 3000 })
    expect(Object.keys(harness.last('error'))).toEqual(['type', 'code', 'reason'])
    const { error } = harness.ws.status
    const { status, headers, retryAfter } = error ?? polluted
    expect([status, headers, retryAfter]).toEqual(Array.from({ length: 3 }))
  })
})
