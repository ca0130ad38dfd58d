import { expect, it } from 'vitest'
import { WebSocketsError } from '../src/errors.ts'
import { option, validate } from '../src/validate.ts'
import { thrownBy } from './harness.ts'

const isOne = (value: unknown): boolean => value === 1
const OPTIONS = {
  one: option(isOne, undefined, 'one'),
  full: option(isOne, 1, 'one'),
  group: [{ one: option(isOne, undefined, 'one'), full: option(isOne, 1) }] as const,
  refused: option(() => {
    throw new WebSocketsError('ERR_TLS_UNSUPPORTED')
  }),
}

it.each<[string, unknown, object]>([
  ['nothing', {}, {}],
  ['a value that its rule takes', { one: 1, full: 1 }, { one: 1 }],
  ['undefined, whatever the name', { one: undefined, group: undefined, nonsense: undefined }, {}],
  ['undefined for an option with a default', { full: undefined }, {}],
  ['a group', { group: { one: 1 } }, { group: { one: 1, full: 1 } }],
  ['an empty group', { group: {} }, { group: { full: 1 } }],
  ['true for a group', { group: true }, { group: { full: 1 } }],
  ['false for a group', { group: false }, { group: false }],
  ['an object without a prototype', Object.assign(Object.create(null), { one: 1 }), { one: 1 }],
])('takes %s, and fills in the defaults', (_what, given, expected) => {
  expect(validate(given, OPTIONS)).toEqual({ full: 1, ...expected })
})

it.each<[string, unknown, string]>([
  ['a value that its rule does not take', { one: 2 }, '"one" must be one, not a number'],
  ['null', { one: null }, '"one" must be one, not null'],
  ['null for an option with a default', { full: null }, '"full" must be one, not null'],
  ['a value in a group', { group: { one: 2 } }, '"group.one" must be one, not a number'],
  [
    'a group that is none',
    { group: 1 },
    '"group" must be a boolean or { one, full }, not a number',
  ],
  ['a group that is null', { group: null }, '"group" must be a boolean or { one, full }, not null'],
  [
    'a group that is an array',
    { group: [] },
    '"group" must be a boolean or { one, full }, not a value of type Array',
  ],
  ['an unknown name', { two: 1 }, 'no option "two"'],
  ['an unknown name in a group', { group: { two: 2 } }, 'no option "group.two"'],
  ['the name of a property of objects', { constructor: 1 }, 'no option "constructor"'],
  ['a prototype of its own', JSON.parse('{ "__proto__": 1 }'), 'no option "__proto__"'],
  ['no object', null, '"options" must be an object, not null'],
  ['a Map', new Map(), '"options" must be an object, not a value of type Map'],
])('refuses %s', (_what, given, message) => {
  const error = thrownBy(() => validate(given, OPTIONS)) as WebSocketsError
  expect(error.code).toBe('ERR_INVALID_OPTION')
  expect(error.message).toContain(message)
})

it('lets a rule throw an error of its own', () => {
  expect(() => validate({ refused: 1 }, OPTIONS)).toThrow(/TLS/)
})

it('takes nothing from Object.prototype', () => {
  Reflect.set(Object.prototype, 'one', 2)
  const values = validate({}, OPTIONS)
  Reflect.deleteProperty(Object.prototype, 'one')
  expect(values).toEqual({ full: 1 })
  expect(Object.getPrototypeOf(values)).toBe(null)
})
