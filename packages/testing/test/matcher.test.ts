import { expect, test } from 'vitest'
import { matches, showMatcher, type Matcher } from '../src/matcher.ts'

const bytes = (...values: number[]): ArrayBuffer => new Uint8Array(values).buffer
const json = '{"type":"a","list":[1,{"x":1,"y":2}],"none":null}'

test.each<[Matcher | undefined, string | ArrayBuffer, boolean]>([
  [undefined, 'a', true],
  ['a', 'a', true],
  ['a', 'ab', false],
  ['a', bytes(97), false],
  [/b/g, 'ab', true],
  [/b/g, 'ab', true],
  [/b/, bytes(98), false],
  [bytes(1, 2), bytes(1, 2), true],
  [new Uint8Array([1, 2]), bytes(1, 2), true],
  [bytes(1, 2), bytes(1, 3), false],
  [bytes(1), bytes(1, 3), false],
  [bytes(97), 'a', false],
  [(data) => data === 'a', 'a', true],
  [(data) => data === 'a', 'b', false],
  [expect.stringContaining('b') as Matcher, 'abc', true],
  [expect.stringContaining('x') as Matcher, 'abc', false],
  [{ type: 'a' }, json, true],
  [{ type: 'b' }, json, false],
  [{ list: [1, { x: 1 }] }, json, true],
  [{ list: [1] }, json, false],
  [{ list: { 0: 1 } }, json, false],
  [{ none: null }, json, true],
  [{ missing: 1 }, json, false],
  [{ type: expect.any(String) as unknown }, json, true],
  [{ type: expect.any(Number) as unknown }, json, false],
  [[1, 2], '[1,2]', true],
  [{ type: 'a' }, 'no JSON', false],
  [{ type: 'a' }, 'null', false],
  [{ type: 'a' }, bytes(1), false],
])('%o on %o: %s', (matcher, data, isMatch) => {
  expect(matches(data, matcher)).toBe(isMatch)
})

test.each<[Matcher, string]>([
  ['a', "'a'"],
  ['{"a":1}', `'{"a":1}'`],
  ["it's", `"it's"`],
  [String.raw`a\b`, String.raw`"a\\b"`],
  [/a/i, '/a/i'],
  [bytes(1, 255), '2 bytes (01 ff)'],
  [new Uint8Array(20), `20 bytes (${'00 '.repeat(16)}…)`],
  [{ type: 'a' }, '{"type":"a"}'],
  [function isGreeting() {} as never, 'the function isGreeting'],
])('%o is shown as %s', (matcher, shown) => {
  expect(showMatcher(matcher)).toBe(shown)
})
