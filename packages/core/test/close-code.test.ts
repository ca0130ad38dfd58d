import { describe, expect, it } from 'vitest'
import { ABNORMAL, isReceivable, isSendable } from '../src/close-code.ts'

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

it('calls an end without a closing handshake 1006, not clean', () => {
  expect(ABNORMAL).toEqual({ code: 1006, reason: '', wasClean: false })
})
