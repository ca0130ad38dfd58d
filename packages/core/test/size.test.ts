import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sizeOf } from '../src/size.ts'

test('a text has as many bytes as its UTF-8, lone halves of a pair included', () => {
  const text = fc.string({
    unit: fc.integer({ max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  })
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (any) => {
      expect(sizeOf(any)).toBe(new TextEncoder().encode(any).length)
    }),
    { seed: 11, numRuns: 1000 },
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
  ['a\ud83d\udc22\ud83db\udc22', 12],
])('%j has %i bytes', (text, bytes) => {
  expect(sizeOf(text)).toBe(bytes)
})

test('bytes and Blobs have their own size', () => {
  const bytes = new Uint8Array([1, 2, 3])
  expect([bytes.buffer, bytes.subarray(1), new Blob(['four'])].map(sizeOf)).toEqual([3, 2, 4])
  expect([new ArrayBuffer(0), new Blob([])].map(sizeOf)).toEqual([0, 0])
})
