import { beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocketsError, type WireCode } from '../../src/errors.ts'
import type { ReconnectOptions } from '../../src/options.ts'
import { Bench, URI, codeOf } from '../fake-platform.ts'

let bench: Bench

beforeEach(() => {
  bench = new Bench()
})

const rejected = (status: number): WebSocketsError =>
  new WebSocketsError('ERR_HANDSHAKE_REJECTED', String(status), { status })

describe('the policy', () => {
  it('decides by what was found, whatever an ONERROR handler makes of its event', () => {
    bench.ws.addEventListener('error', (event) => Object.assign(event, { code: 'ERR_TLS_FAILED' }))
    bench.open({ reconnect: true }).transport.end()
    expect(bench.last('close').willReconnect).toBe(true)
  })

  it.each<[number, boolean]>([
    [1000, false],
    [1001, true],
    [1002, false],
    [1003, false],
    [1005, true],
    [1006, true],
    [1007, false],
    [1008, false],
    [1009, false],
    [1010, false],
    [1011, true],
    [1012, true],
    [1013, true],
    [1014, true],
    [3000, true],
    [3999, true],
    [4000, false],
    [4999, false],
  ])('after %i retries: %s', (code, isRetried) => {
    bench.open({ reconnect: true }).transport.end(code, '', code !== 1006)
    expect(bench.last('close')).toMatchObject({ code, willReconnect: isRetried })
  })

  it.each<[number, boolean]>([
    [200, false],
    [302, false],
    [401, false],
    [403, false],
    [404, false],
    [408, true],
    [425, true],
    [429, true],
    [500, true],
    [503, true],
  ])('after a handshake answered %i retries: %s', (status, isRetried) => {
    bench.connect({ reconnect: true }).transport.end(1006, '', false, rejected(status))
    expect(bench.last('close').willReconnect).toBe(isRetried)
  })

  it.each<[WireCode, boolean]>([
    ['ERR_CONNECT_FAILED', true],
    ['ERR_CONNECTION_REFUSED', true],
    ['ERR_HOST_NOT_FOUND', true],
    ['ERR_TLS_FAILED', false],
    ['ERR_BLOCKED', false],
  ])('after %s retries: %s, even a first attempt that never opened', (code, isRetried) => {
    bench.connect({ reconnect: true }).transport.end(1006, '', false, new WebSocketsError(code))
    expect(bench.trace).toEqual([`error ${code}`, isRetried ? 'close 1006 retry' : 'close 1006'])
  })

  it('is off by default', () => {
    bench.open().transport.end(1001, '', true)
    expect(bench.last('close').willReconnect).toBe(false)
  })
})

describe('shouldReconnect', () => {
  const open = (shouldReconnect: ReconnectOptions['shouldReconnect']): Bench =>
    bench.open({ reconnect: { shouldReconnect } })

  it.each([1000, 1001, 1008, 1011, 4001])('is asked after %i, with the close', (code) => {
    const ask = vi.fn((close: { code: number }) => close.code > 0)
    open(ask).transport.end(code, 'why', true)
    expect(ask).toHaveBeenCalledTimes(1)
    expect(ask.mock.calls[0]).toMatchObject([
      { type: 'close', code, reason: 'why', wasClean: true },
      undefined,
    ])
    expect(bench.last('close').willReconnect).toBe(true)
  })

  it('is given the error, where there was one', () => {
    const ask = vi.fn(() => false)
    open(ask).transport.end()
    expect(ask.mock.calls).toMatchObject([
      [{ code: 1006 }, { type: 'error', code: 'ERR_CONNECTION_LOST' }],
    ])
    expect(bench.trace).toEqual(['error ERR_CONNECTION_LOST', 'close 1006'])
  })

  it('that throws is reported and means no', () => {
    const error = new Error('no idea')
    open(() => {
      throw error
    }).transport.end()
    expect(bench.platform.reported).toEqual([error])
    expect(bench.last('close').willReconnect).toBe(false)
  })

  it('is not asked after a disconnect, nor when the attempts are used up', () => {
    const ask = vi.fn(() => true)
    open(ask).ws.disconnect()
    bench.transport.end(1000, '', true)
    bench.open({ reconnect: { attempts: 0, shouldReconnect: ask } }).transport.end()
    expect(ask).not.toHaveBeenCalled()
  })

  it('may disconnect: the close is final, and the only one', () => {
    const leave = (): boolean => {
      bench.ws.disconnect(4000)
      return true
    }
    open(leave).transport.end(1001, '', true)
    expect(bench.take()).toEqual(['close 1001'])
    open(leave).transport.end()
    bench.clock.advance(3_600_000)
    expect(bench.trace).toEqual(['error ERR_CONNECTION_LOST', 'close 1006'])
    expect(bench.platform.violations).toEqual([])
  })

  it('may not connect', () => {
    const codes: unknown[] = []
    open(() => codes.push(codeOf(() => bench.ws.connect(URI))) > 0).transport.end(1001, '', true)
    expect(codes).toEqual(['ERR_INVALID_STATE'])
    expect(bench.platform.transports).toHaveLength(1)
  })
})
