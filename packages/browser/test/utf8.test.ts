import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8Length } from '../src/utf8.ts'

test('a text has as many bytes as its UTF-8, lone halves of a pair included', () => {
  const text = fc.string({
    unit: fc.integer({ max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  })
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (any) => {
      expect(utf8Length(any)).toBe(new TextEncoder().encode(any).length)
    }),
    { seed: 11, numRuns: 200 },
  )
})

test.each([
  ['', 0],
  ['\u007f', 1],
  ['\u0080', 2],
  ['\u07ff', 2],
  ['\u0800', 3],
  ['\uffff', 3],
  ['😀', 4],
  ['\ud83d', 3],
  ['\ude00😀', 7],
])('%j has %i bytes', (text, bytes) => {
  expect(utf8Length(text)).toBe(bytes)
})
