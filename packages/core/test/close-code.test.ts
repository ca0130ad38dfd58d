import { expect, it } from 'vitest'
import { isReceivable, isSendable } from '../src/close-code.ts'

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)
const everyCode = range(-1, 70_000)

it('lets an application send 1000 and 3000 to 4999', () => {
  expect(everyCode.filter(isSendable)).toEqual([1000, ...range(3000, 4999)])
})

it('lets a server send what RFC 6455 and its registry allow, and 1005 for no code', () => {
  const registered = [1000, 1001, 1002, 1003, 1005, ...range(1007, 1014)]
  expect(everyCode.filter(isReceivable)).toEqual([...registered, ...range(3000, 4999)])
})

it.each([1000.5, 3000.5, NaN, Infinity, '1000', '3000', null, undefined, {}, 1000n])(
  'takes only integers: not %s',
  (code) => {
    expect([isSendable(code), isReceivable(code as number)]).toEqual([false, false])
  },
)
