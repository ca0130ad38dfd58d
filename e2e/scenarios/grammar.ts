import { assert } from 'chai'
import type { WebSocketsEvent } from 'wsevent'
import type { PlatformFacts } from './platforms.ts'

/** An event as a recorder got it. */
export interface EventRecord {
  readonly event: WebSocketsEvent
  /** The client's, read inside the handler. */
  readonly readyState: number
  readonly isSecure: boolean
  /** Whether `connect` had not returned yet. */
  readonly isEarly: boolean
  /** Whether the next `connect` waits for this close. */
  readonly isFollowed: boolean
}

const STATES = { open: 1, message: 1, error: 2, close: 3 }

/** Holds what a client emitted against the grammar of the contract. */
export function verifyGrammar(facts: PlatformFacts, records: readonly EventRecord[]): void {
  for (const { event, readyState, isEarly, isSecure, isFollowed } of records) {
    const { type } = event
    const isConnecting = type === 'close' && (event.willReconnect || isFollowed)
    assert.isFalse(isEarly, `a ${type} came before connect had returned`)
    assert.strictEqual(Object.getPrototypeOf(event), Object.prototype, 'an event is a plain object')
    assert.equal(readyState, isConnecting ? 0 : STATES[type], `readyState inside of ${type}`)
    const keys = Object.keys(event).filter((key) => !(type === 'error' && OPTIONAL.includes(key)))
    assert.sameMembers(keys, keysOf(event, facts, isSecure), `keys of ${type}`)
  }
  const sequence = records.map(({ event }) => event.type[0]).join('')
  assert.match(sequence, /^((om*)?e?c)*$/, 'each attempt is open?, messages, error?, close')
}

const OPTIONAL = ['status', 'headers', 'cause']

function keysOf(event: WebSocketsEvent, facts: PlatformFacts, isSecure: boolean): string[] {
  if (event.type === 'open') {
    const tls = facts.reportsTls && isSecure ? ['tls'] : []
    return ['type', 'protocol', 'attempt', ...tls, ...(facts.reportsHeaders ? ['headers'] : [])]
  }
  if (event.type === 'message') return ['type', 'data']
  if (event.type === 'error') return ['type', 'code', 'reason']
  const delay = event.willReconnect ? ['delay'] : []
  return ['type', 'code', 'reason', 'wasClean', 'willReconnect', 'unsent', 'unconfirmed', ...delay]
}
