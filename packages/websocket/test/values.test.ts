import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sizeOf, toData, utf8Length } from '../src/data.ts'
import { clamp, requireArguments, toText, toUnsignedShort } from '../src/interface.ts'
import { checkProtocols, parseUrl, toProtocols } from '../src/url.ts'

describe('text', () => {
  it('has the length that TextEncoder gives it, lone surrogates included', () => {
    const text = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) })
    fc.assert(
      fc.property(text, (one) => utf8Length(one) === new TextEncoder().encode(one).length),
      { numRuns: 1000 },
    )
    expect(utf8Length('a\ud83d\udc22\ud83db\udc22')).toBe(12)
  })

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

  it('has the size of its payload', () => {
    const sizes = [
      'ż',
      new ArrayBuffer(3),
      new Uint8Array(new ArrayBuffer(9), 4, 5),
      new Blob(['x']),
    ]
    expect(sizes.map(sizeOf)).toEqual([2, 3, 5, 1])
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
    expect(() => checkProtocols(['a', 'A', '!#'])).not.toThrow()
    for (const list of [[''], ['a b'], ['a', 'a']])
      expect(() => checkProtocols(list)).toThrow(DOMException)
  })
})

it('a missing argument is a TypeError', () => {
  expect(() => requireArguments([], 1)).toThrow(TypeError)
  expect(() => requireArguments([undefined], 1)).not.toThrow()
})
