import { describe, expect, it } from 'vitest'
import { isRecord, isSignal, obey, type Rules } from '../src/rules.ts'
import { WebSocketsError } from '../src/errors.ts'

const isOne = (value: unknown): boolean => value === 1

const RULES: Rules = {
  one: isOne,
  local: (_value, uri) => uri === 'ws://local/',
  group: { one: isOne },
  refused: () => {
    throw new WebSocketsError('ERR_TLS_UNSUPPORTED')
  },
}

const OTHERS: Rules = { other: isOne, one: isOne }

function refusal(values: unknown, uri?: string): unknown {
  try {
    obey(values, [OTHERS, RULES], uri)
  } catch (error) {
    const { code, message } = error as WebSocketsError
    return code === 'ERR_INVALID_OPTION' ? /"(.*?)"/.exec(message)?.[1] : code
  }
  return undefined
}

describe('obey', () => {
  it.each<[string, unknown]>([
    ['nothing', {}],
    ['what its rule takes', { one: 1 }],
    ['what another table has', { other: 1 }],
    ['undefined, whatever the name', { one: undefined, group: undefined, nonsense: undefined }],
    ['a group', { group: { one: 1 } }],
    ['an empty group', { group: {} }],
    ['true for a group', { group: true }],
    ['false for a group', { group: false }],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { one: 1 })],
  ])('takes %s', (_what, values) => {
    expect(refusal(values)).toBeUndefined()
  })

  it.each<[string, unknown, string]>([
    ['what its rule does not take', { one: 2 }, 'one'],
    ['null', { one: null }, 'one'],
    ['an unknown name', { nonsense: 1 }, 'nonsense'],
    ['the name of a property of objects', { constructor: 1 }, 'constructor'],
    ['a value in a group', { group: { one: 2 } }, 'group.one'],
    ['an unknown name in a group', { group: { two: 2 } }, 'group.two'],
    ['a group that is none', { group: 1 }, 'group'],
    ['a group that is an array', { group: [] }, 'group'],
    ['values that are none', null, 'options'],
    ['values in a Map', new Map(), 'options'],
  ])('refuses %s, and names it', (_what, values, name) => {
    expect(refusal(values)).toBe(name)
  })

  it('lets a rule throw an error of its own', () => {
    expect(refusal({ refused: 1 })).toBe('ERR_TLS_UNSUPPORTED')
  })

  it('tells a rule of the URI, where there is one', () => {
    expect(refusal({ local: 1 }, 'ws://local/')).toBeUndefined()
    expect(refusal({ local: 1 })).toBe('local')
  })
})

it('knows a signal by what it can do', () => {
  const values = [AbortSignal.abort(), undefined, null, {}, { aborted: false }, 'signal']
  expect(values.map(isSignal)).toEqual([true, false, false, false, false, false])
})

it('knows an object with keys of its own', () => {
  const values = [{}, Object.create(null) as unknown, [], null, 'text', new Map(), () => undefined]
  expect(values.map(isRecord)).toEqual([true, true, false, false, false, false, false])
})
