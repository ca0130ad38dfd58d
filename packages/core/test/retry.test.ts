import { describe, expect, it } from 'vitest'
import type { WireCode } from '../src/codes.ts'
import { delayOf, mayRetry } from '../src/retry.ts'

describe('mayRetry', () => {
  const NO_HANDSHAKE = { code: 1006 }

  it.each<[isRetried: boolean, codes: number[]]>([
    [true, [1001, 1005, 1006, 1011, 1012, 1013, 1014, 3000, 3999]],
    [false, [1000, 1002, 1003, 1007, 1008, 1009, 1010, 4000, 4401, 4999]],
  ])('is %s after the close codes %j', (isRetried, codes) => {
    for (const code of codes) expect([code, mayRetry({ code })]).toEqual([code, isRetried])
  })

  it.each<[isRetried: boolean, statuses: number[]]>([
    [true, [408, 425, 429, 500, 502, 503, 504, 599]],
    [false, [200, 301, 302, 400, 401, 403, 404, 407, 410, 426, 428, 499]],
  ])('is %s after a handshake answered with %j', (isRetried, statuses) => {
    for (const status of statuses) {
      const error = { code: 'ERR_HANDSHAKE_REJECTED', status } as const
      expect([status, mayRetry(NO_HANDSHAKE, error)]).toEqual([status, isRetried])
    }
  })

  it.each<[isRetried: boolean, codes: WireCode[]]>([
    [true, ['ERR_CONNECT_FAILED', 'ERR_CONNECTION_REFUSED', 'ERR_HOST_NOT_FOUND']],
    [true, ['ERR_CONNECT_TIMEOUT', 'ERR_HEARTBEAT_TIMEOUT', 'ERR_CONNECTION_LOST']],
    [true, ['ERR_URI_PROVIDER', 'ERR_PROTOCOL', 'ERR_HANDSHAKE_REJECTED']],
    [false, ['ERR_TLS_FAILED', 'ERR_BLOCKED', 'ERR_MESSAGE_TOO_BIG']],
  ])('is %s after %j', (isRetried, codes) => {
    for (const code of codes) {
      expect([code, mayRetry(NO_HANDSHAKE, { code })]).toEqual([code, isRetried])
    }
  })
})

describe('delayOf', () => {
  it.each<[retry: number, least: number, greatest: number]>([
    [1, 1000, 5000],
    [2, 1000, 9000],
    [3, 1000, 17_000],
    [4, 1000, 30_000],
    [5, 1000, 30_000],
    [2000, 1000, 30_000],
    [Infinity, 1000, 30_000],
  ])('draws retry %d evenly from %d to %d ms', (retry, least, greatest) => {
    const delays = [0, 0.25, 0.5, 1].map((random) => delayOf(retry, random, {}))
    const width = greatest - least
    expect(delays).toEqual([least, least + width / 4, least + width / 2, greatest])
  })

  it('is a whole number of milliseconds', () => {
    expect(delayOf(1, 0.1234, { minDelay: 1.6 })).toBe(2)
  })

  it('moves the default of one bound out of the way of the other', () => {
    expect(delayOf(1, 0.5, { maxDelay: 500 })).toBe(500)
    expect(delayOf(1, 0.5, { minDelay: 40_000 })).toBe(40_000)
  })

  it.each([
    ['a shorter wait', 1000, 3000],
    ['a longer wait', 45_000, 45_000],
    ['an hour', 3_600_000, 3_600_000],
    ['more than an hour', 86_400_000, 3_600_000],
  ])('waits at least as long as the server asked, up to an hour: %s', (_what, asked, expected) => {
    expect(delayOf(1, 0.5, {}, asked)).toBe(expected)
  })
})
