import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { isArrayBuffer, isTextOrBytes, snapshotOf } from '../src/data.ts'
import { FakeBlob } from './fake-platform.ts'

const bytes = (): Uint8Array<ArrayBuffer> => new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8])
const foreign = runInNewContext('new ArrayBuffer(3)') as ArrayBuffer

describe('isTextOrBytes', () => {
  it.each<[string, unknown]>([
    ['a string', 'text'],
    ['an empty string', ''],
    ['an ArrayBuffer', new ArrayBuffer(2)],
    ['an ArrayBuffer of another realm', foreign],
    ['a view', bytes()],
    ['a view of another realm', runInNewContext('new Uint8Array(2)')],
    ['a DataView', new DataView(new ArrayBuffer(2))],
    ['a Buffer', Buffer.from('text')],
  ])('takes %s', (_what, value) => {
    expect(isTextOrBytes(value)).toBe(true)
  })

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a number', 1],
    ['a bigint', 1n],
    ['a boolean', true],
    ['a symbol', Symbol('s')],
    ['an object', {}],
    ['an array', [1, 2]],
    ['a function', () => 'text'],
    ['a String object', Object('text')],
    ['shared memory', new SharedArrayBuffer(2)],
    ['a view of shared memory', new Uint8Array(new SharedArrayBuffer(2))],
  ])('refuses %s', (_what, value) => {
    expect(isTextOrBytes(value)).toBe(false)
  })
})

it('knows an ArrayBuffer of any realm', () => {
  expect(isArrayBuffer(foreign)).toBe(true)
  expect(isArrayBuffer(bytes())).toBe(false)
})

describe('snapshotOf', () => {
  it('keeps the bytes of now', () => {
    const view = bytes()
    const copies = [snapshotOf(view), snapshotOf(view.buffer), snapshotOf(view.subarray(2, 4))]
    view.fill(0)
    expect(copies).toEqual([bytes(), bytes().buffer, new Uint8Array([3, 4])])
  })

  it('leaves text and Blobs as they are', () => {
    const blob = new FakeBlob(1)
    expect(snapshotOf('text')).toBe('text')
    expect(snapshotOf(blob)).toBe(blob)
  })
})
