import { describe, expect, it } from 'vitest'
import { readyStateOf, transition, type Effect, type Input, type State } from '../src/machine.ts'

const STATES: readonly State[] = ['closed', 'connecting', 'open', 'failing', 'closing', 'waiting']
const INPUTS: readonly Input[] = [
  'connect',
  'abandon',
  'opened',
  'failed',
  'ended',
  'interrupted',
  'retryDue',
  'disconnect',
]

type Cell = [from: State, input: Input, to: State | '–', ...effects: Effect[]]

// The whole table; a dash is an input that means nothing in that state.
const TABLE: readonly Cell[] = [
  ['closed', 'connect', 'connecting', 'attempt'],
  ['closed', 'abandon', 'closing'],
  ['closed', 'opened', '–'],
  ['closed', 'failed', '–'],
  ['closed', 'ended', '–'],
  ['closed', 'interrupted', '–'],
  ['closed', 'retryDue', '–'],
  ['closed', 'disconnect', '–'],

  ['connecting', 'connect', '–'],
  ['connecting', 'abandon', '–'],
  ['connecting', 'opened', 'open', 'emit'],
  ['connecting', 'failed', 'failing', 'drop', 'emit'],
  ['connecting', 'ended', 'closed', 'emit'],
  ['connecting', 'interrupted', 'waiting', 'emit'],
  ['connecting', 'retryDue', '–'],
  ['connecting', 'disconnect', 'closing', 'drop'],

  ['open', 'connect', '–'],
  ['open', 'abandon', '–'],
  ['open', 'opened', '–'],
  ['open', 'failed', 'failing', 'drop', 'emit'],
  ['open', 'ended', 'closed', 'emit'],
  ['open', 'interrupted', 'waiting', 'emit'],
  ['open', 'retryDue', '–'],
  ['open', 'disconnect', 'closing', 'close'],

  ['failing', 'connect', '–'],
  ['failing', 'abandon', '–'],
  ['failing', 'opened', '–'],
  ['failing', 'failed', '–'],
  ['failing', 'ended', 'closed', 'emit'],
  ['failing', 'interrupted', 'waiting', 'emit'],
  ['failing', 'retryDue', '–'],
  ['failing', 'disconnect', 'closing'],

  ['closing', 'connect', '–'],
  ['closing', 'abandon', '–'],
  ['closing', 'opened', '–'],
  ['closing', 'failed', '–'],
  ['closing', 'ended', 'closed', 'emit'],
  ['closing', 'interrupted', '–'],
  ['closing', 'retryDue', '–'],
  ['closing', 'disconnect', '–'],

  ['waiting', 'connect', '–'],
  ['waiting', 'abandon', '–'],
  ['waiting', 'opened', '–'],
  ['waiting', 'failed', '–'],
  ['waiting', 'ended', '–'],
  ['waiting', 'interrupted', '–'],
  ['waiting', 'retryDue', 'connecting', 'attempt'],
  ['waiting', 'disconnect', 'closing'],
]

describe('transition', () => {
  it('has a row in this table for each state and input', () => {
    const cells = new Set(TABLE.map(([from, input]) => `${from} ${input}`))
    expect(cells.size).toBe(STATES.length * INPUTS.length)
    expect(TABLE).toHaveLength(cells.size)
  })

  it.each<Cell>(TABLE)('%s, %s → %s', (...cell) => {
    const [from, input, to, ...effects] = cell
    expect(transition(from, input)).toEqual(to === '–' ? undefined : { state: to, effects })
  })
})

describe('readyStateOf', () => {
  it.each<[State, number]>([
    ['connecting', 0],
    ['waiting', 0],
    ['open', 1],
    ['failing', 2],
    ['closing', 2],
    ['closed', 3],
  ])('counts %s as %i', (state, number) => {
    expect(readyStateOf(state)).toBe(number)
  })
})
