import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WebSocketsError, type WireCode } from '../src/errors.ts'
import { MAX_DELAY, MIN_DELAY, STABLE_AFTER, backoff, mayRetry } from '../src/retry.ts'

const rejected = (status: number): WebSocketsError =>
  new WebSocketsError('ERR_HANDSHAKE_REJECTED', String(status), { status })

describe('mayRetry', () => {
  it.each([1001, 1005, 1006, 1011, 1012, 1013, 1014, 3000, 3999])('retries after %i', (code) => {
    expect(mayRetry({ code }, undefined)).toBe(true)
  })

  it.each([1000, 1002, 1003, 1007, 1008, 1009, 1010, 4000, 4401, 4999])(
    'does not retry after %i',
    (code) => {
      expect(mayRetry({ code }, undefined)).toBe(false)
    },
  )

  it.each([408, 425, 429, 500, 502, 503, 504, 599])('retries a handshake answered %i', (status) => {
    expect(mayRetry({ code: 1006 }, rejected(status))).toBe(true)
  })

  it.each([200, 301, 302, 400, 401, 403, 404, 407, 410, 426, 428, 499])(
    'does not retry a handshake answered %i',
    (status) => {
      expect(mayRetry({ code: 1006 }, rejected(status))).toBe(false)
    },
  )

  it.each<WireCode>([
    'ERR_CONNECT_FAILED',
    'ERR_CONNECTION_REFUSED',
    'ERR_HOST_NOT_FOUND',
    'ERR_CONNECT_TIMEOUT',
    'ERR_HEARTBEAT_TIMEOUT',
    'ERR_CONNECTION_LOST',
    'ERR_URI_PROVIDER',
  ])('retries after %s', (code) => {
    expect(mayRetry({ code: 1006 }, new WebSocketsError(code))).toBe(true)
  })

  it.each<WireCode>(['ERR_TLS_FAILED', 'ERR_BLOCKED'])('does not retry after %s', (code) => {
    expect(mayRetry({ code: 1006 }, new WebSocketsError(code))).toBe(false)
  })
})

describe('backoff', () => {
  it.each<[retry: number, least: number, greatest: number]>([
    [1, 1000, 2000],
    [2, 1000, 4000],
    [3, 1000, 8000],
    [4, 1000, 16_000],
    [5, 1000, 30_000],
    [6, 1000, 30_000],
    [2000, 1000, 30_000],
    [Infinity, 1000, 30_000],
  ])('draws retry %d between %d and %d ms', (retry, least, greatest) => {
    expect(backoff(retry, 0, {})).toBe(least)
    expect(backoff(retry, 1, {})).toBe(greatest)
    expect(backoff(retry, 0.5, {})).toBe((least + greatest) / 2)
  })

  it('stays within its bounds, whatever they are', () => {
    const bound = fc.double({ min: 1, max: 1e9, noNaN: true })
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), random, bound, bound, (retry, draw, a, b) => {
        const [minDelay, maxDelay] = [Math.min(a, b), Math.max(a, b)]
        const delay = backoff(retry, draw, { minDelay, maxDelay })
        expect(delay).toBeGreaterThanOrEqual(Math.round(minDelay))
        expect(delay).toBeLessThanOrEqual(Math.round(maxDelay))
      }),
    )
  })

  it('spreads a herd evenly', () => {
    const delays = Array.from({ length: 1000 }, (_, index) => backoff(3, index / 1000, {}))
    const early = delays.filter((delay) => delay < 4500).length
    expect(early).toBe(500)
  })

  it('takes a greatest delay below the usual least one', () => {
    expect(backoff(1, 0.5, { maxDelay: 500 })).toBe(500)
  })
})

it('has the documented numbers', () => {
  expect([MIN_DELAY, MAX_DELAY, STABLE_AFTER]).toEqual([1000, 30_000, 5000])
})
