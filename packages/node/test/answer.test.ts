import { expect, it } from 'vitest'
import { shared } from '../src/answer.ts'

it('gives the headers as they are, whatever the answer before had', () => {
  const first = { server: 'a', date: '1', 'set-cookie': ['a=1'] }
  expect(shared({ ...first })).toEqual(first)
  const second = { server: 'a', date: '2', 'set-cookie': ['b=2'] }
  expect(shared({ ...second })).toEqual(second)
  expect(shared({})).toEqual({})
})
