import { runInNewContext } from 'node:vm'
import { expect, it, onTestFinished, vi } from 'vitest'
import { isBlob, isTextOrBytes, snapshotOf } from '../src/data.ts'

const bytes = (): Uint8Array<ArrayBuffer> => new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8])
const foreign = runInNewContext('new ArrayBuffer(3)') as ArrayBuffer

it.each([
  ['text', ''],
  [new ArrayBuffer(2), new ArrayBuffer(0), foreign],
  [bytes(), runInNewContext('new Uint8Array(2)'), new DataView(foreign), Buffer.from('text')],
])('takes text and bytes, of any realm: %o', (...values) => {
  expect(values.map(isTextOrBytes)).toEqual(values.map(() => true))
})

it.each([
  [undefined, null, 1, 1n, true, Symbol('s')],
  [{}, [1, 2], () => 'text', Object('text'), { [Symbol.toStringTag]: 'ArrayBuffer' }],
  [new SharedArrayBuffer(2), new Uint8Array(new SharedArrayBuffer(2))],
])('refuses what is neither, and shared memory: %o', (...values) => {
  expect(values.map(isTextOrBytes)).toEqual(values.map(() => false))
})

it('a Blob is what has the brand of one, if the runtime has them', () => {
  const [blob, empty, none] = [new Blob(['b']), new Blob([]), Object.create(Blob.prototype) as Blob]
  expect([blob, empty].map(isBlob)).toEqual([true, true])
  expect([none, {}, { size: 1 }, 'text', null].map(isBlob)).toEqual(Array(5).fill(false))
  // That of an iframe is an instance of another class, and has the same brand.
  vi.stubGlobal('Blob', class extends Blob {})
  expect([blob, none].map(isBlob)).toEqual([true, false])
  vi.stubGlobal('Blob', undefined)
  onTestFinished(() => void vi.unstubAllGlobals())
  expect(isBlob(blob)).toBe(false)
})

it('a snapshot keeps the bytes as they are now', () => {
  const view = bytes()
  const copies = [view, view.buffer, view.subarray(2, 4)].map(snapshotOf)
  view.fill(0)
  expect(copies).toEqual([bytes(), bytes().buffer, new Uint8Array([3, 4])])
})

it('a snapshot leaves text and Blobs alone', () => {
  const blob = new Blob(['b'])
  expect(['text', blob].map(snapshotOf)).toEqual(['text', blob])
  expect(snapshotOf(blob)).toBe(blob)
})

it('a snapshot is empty for what was detached', () => {
  const { buffer } = bytes()
  const view = new Uint8Array(buffer, 2, 3)
  structuredClone(buffer, { transfer: [buffer] })
  expect([buffer, view].map(snapshotOf)).toEqual([new ArrayBuffer(0), new Uint8Array()])
})
