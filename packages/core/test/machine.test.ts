import { describe, expect, it } from 'vitest'
import {
  CLOSED,
  CLOSING,
  CONNECTING,
  FAILING,
  OPEN,
  WAITING,
  mayFollow,
  readyStateOf,
} from '../src/machine.ts'

const STATES = { CONNECTING, OPEN, CLOSING, CLOSED, WAITING, FAILING } as const
type Name = keyof typeof STATES
const names = Object.keys(STATES) as Name[]

// The whole table: what may follow each state. Whatever else happens in it is ignored.
const TABLE: Readonly<Record<Name, readonly Name[]>> = {
  // opened; failed, refused or timed out; disconnect
  CONNECTING: ['OPEN', 'FAILING', 'CLOSING'],
  // ended by itself, cleanly or not; disconnect
  OPEN: ['FAILING', 'CLOSING'],
  // ended or timed out
  CLOSING: ['CLOSED'],
  // connect
  CLOSED: ['CONNECTING'],
  // a retry is due; disconnect
  WAITING: ['CONNECTING', 'CLOSING'],
  // another attempt follows; disconnect, which leaves the end to come; none follows
  FAILING: ['WAITING', 'CLOSING', 'CLOSED'],
}
const cells = names.flatMap((from) =>
  names.map((to) => [from, to, TABLE[from].includes(to)] as const),
)

describe('mayFollow', () => {
  it.each(cells)('%s, then %s: %s', (from, to, expected) => {
    expect(mayFollow(STATES[from], STATES[to])).toBe(expected)
  })
})

describe('readyStateOf', () => {
  it.each<[Name, number]>([
    ['CONNECTING', 0],
    ['WAITING', 0],
    ['OPEN', 1],
    ['FAILING', 2],
    ['CLOSING', 2],
    ['CLOSED', 3],
  ])('counts %s as %i', (state, number) => {
    expect(readyStateOf(STATES[state])).toBe(number)
  })
})
