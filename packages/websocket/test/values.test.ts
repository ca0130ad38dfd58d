import { describe, expect, it } from 'vitest'
import { toData } from '../src/data.ts'
import { clamp, requireArguments, toText, toUnsignedShort } from '../src/interface.ts'
import { checkProtocols, parseUrl, toProtocols } from '../src/url.ts'

describe('text', () => {
  it('is what any value but a symbol converts to', () => {
    expect([null, undefined, {}, 1n].map(toText)).toEqual([
      'null',
      'undefined',
      '[object Object]',
      '1',
    ])
    expect(() => toText(Symbol('x'))).toThrow(TypeError)
  })
})

describe('an unsigned short', () => {
  it.each([
    [-1, 0],
    [NaN, 0],
    [Infinity, 65_535],
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [2.50001, 3],
    ['3000', 3000],
    [null, 0],
  ])('clamps %s to %i', (value, expected) => {
    expect(clamp(value)).toBe(expected)
  })

  it('wraps around without [Clamp]', () => {
    expect([65_537.9, -1, NaN, undefined].map(toUnsignedShort)).toEqual([1, 65_535, 0, 0])
  })

  it('is neither a symbol nor a BigInt', () => {
    for (const convert of [clamp, toUnsignedShort]) {
      expect(() => convert(Symbol('x'))).toThrow(TypeError)
      expect(() => convert(1n)).toThrow(TypeError)
    }
  })
})

describe('a message', () => {
  it('is bytes or a Blob as they are, and text otherwise', () => {
    const buffer = new ArrayBuffer(4)
    for (const data of [buffer, new Uint8Array(buffer, 1, 2), new Blob(['x'])])
      expect(toData(data)).toBe(data)
    expect(toData({})).toBe('[object Object]')
    expect(toData(new SharedArrayBuffer(1))).toBe('[object SharedArrayBuffer]')
    expect(() => toData(new Uint8Array(new SharedArrayBuffer(1)))).toThrow(TypeError)
  })

  it('is text where an object only calls itself bytes or a Blob', () => {
    expect(toData({ [Symbol.toStringTag]: 'ArrayBuffer' })).toBe('[object ArrayBuffer]')
    expect(toData(Object.create(Blob.prototype))).toBe('[object Blob]')
  })
})

describe('a URL', () => {
  it('becomes ws: or wss:, with the port of the options', () => {
    expect(parseUrl('https://host/?q').href).toBe('wss://host/?q')
    expect(parseUrl('ws://host:1/', 2).href).toBe('ws://host:2/')
    expect(parseUrl('ws://host:81/', 80).href).toBe('ws://host/')
  })

  it.each(['', '/path', 'ftp://host/', 'ws://host/#', 'ws://host:99999/'])(
    'is not "%s"',
    (text) => {
      expect(() => parseUrl(text)).toThrow(DOMException)
    },
  )
})

describe('subprotocols', () => {
  it('are a string, or a sequence of what converts to strings', () => {
    expect([undefined, null, 'a', new Set(['a', 1])].map(toProtocols)).toEqual([
      [],
      ['null'],
      ['a'],
      ['a', '1'],
    ])
  })

  it('are different tokens', () => {
    expect(() => checkProtocols(['a', 'b', '!#'])).not.toThrow()
    for (const list of [[''], ['a b'], ['a', 'a'], ['a', 'A'], ['\u212A']])
      expect(() => checkProtocols(list)).toThrow(DOMException)
  })
})

it('a missing argument is a TypeError', () => {
  expect(() => requireArguments([], 1)).toThrow(TypeError)
  expect(() => requireArguments([undefined], 1)).not.toThrow()
})
