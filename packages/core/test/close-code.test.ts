import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ABNORMAL, isReason, isReceivable, isSendable, utf8Length } from '../src/close-code.ts'

describe('isSendable', () => {
  it.each([1000, 3000, 3999, 4000, 4999])('takes %i', (code) => {
    expect(isSendable(code)).toBe(true)
  })

  it.each([
    0,
    999,
    1001,
    1005,
    1006,
    1011,
    1015,
    2999,
    5000,
    -1,
    1000.5,
    3000.5,
    NaN,
    Infinity,
    '1000',
    null,
    undefined,
    {},
    1000n,
  ])('refuses %s', (code) => {
    expect(isSendable(code)).toBe(false)
  })
})

describe('isReceivable', () => {
  it.each([
    1000, 1001, 1002, 1003, 1005, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999,
  ])('takes %i', (code) => {
    expect(isReceivable(code)).toBe(true)
  })

  it.each([0, 999, 1004, 1006, 1015, 1016, 2999, 5000, 65_535])('refuses %i', (code) => {
    expect(isReceivable(code)).toBe(false)
  })
})

describe('utf8Length', () => {
  it.each<[string, string, number]>([
    ['nothing', '', 0],
    ['ASCII', 'abc\u007F', 4],
    ['two bytes', '\u0080é\u07FF', 6],
    ['three bytes', '\u0800€\uFFFF', 9],
    ['a pair', '😀', 4],
    ['a high surrogate at the end', '\uD83D', 3],
    ['a high surrogate before text', '\uD83Da', 4],
    ['two high surrogates and a low one', '\uD83D\uD83D\uDE00', 7],
    ['a low surrogate alone', '\uDE00', 3],
    ['a pair the wrong way round', '\uDE00\uD83D', 6],
  ])('counts %s', (_what, text, bytes) => {
    expect(utf8Length(text)).toBe(bytes)
  })

  it('counts every string as Node encodes it, lone surrogates included', () => {
    const units = fc.array(
      fc.oneof(fc.nat(0x7ff), fc.integer({ min: 0xd700, max: 0xe0ff }), fc.nat(0xffff)),
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      units.map((codes) => String.fromCharCode(...codes)),
    )
    fc.assert(
      fc.property(text, (value) => utf8Length(value) === Buffer.byteLength(value)),
      { numRuns: 500 },
    )
  })
})

describe('isReason', () => {
  it.each(['', 'a'.repeat(123), `${'é'.repeat(61)}a`, `${'😀'.repeat(30)}abc`])(
    'takes up to 123 bytes: %s',
    (reason) => {
      expect(isReason(reason)).toBe(true)
    },
  )

  it.each(['a'.repeat(124), 'é'.repeat(62), '€'.repeat(42), 1, null, undefined, {}])(
    'refuses %s',
    (reason) => {
      expect(isReason(reason)).toBe(false)
    },
  )
})

it('calls an end without a closing handshake 1006, not clean', () => {
  expect(ABNORMAL).toEqual({ code: 1006, reason: '', wasClean: false })
})
