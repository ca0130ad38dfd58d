import { assert } from 'chai'
import type { WebSocketsEvent } from 'wsevent'
import type { PlatformFacts } from './platforms.ts'
import type { Sdk } from './sdk.ts'

/** An event as a recorder heard it. */
export interface Heard {
  readonly event: WebSocketsEvent
  /** The client's, read inside the handler. */
  readonly readyState: number
  readonly isSecure: boolean
  /** Whether `connect` had not returned yet. */
  readonly isEarly: boolean
}

/** Holds what a client emitted against the grammar of the contract. */
export function verifyGrammar(sdk: Sdk, facts: PlatformFacts, heard: readonly Heard[]): void {
  for (const one of heard) {
    assert.isFalse(one.isEarly, `a ${one.event.type} came before connect had returned`)
    verifyKeys(sdk, facts, one)
    verifyState(sdk, one)
  }
  verifyOrder(
    sdk,
    heard.map(({ event }) => event),
  )
}

/** One connection: an ONOPEN or none, messages, an ONERROR or none, an ONCLOSE. */
function verifyOrder(sdk: Sdk, events: readonly WebSocketsEvent[]): void {
  const letters = new Map<string, string>([
    [sdk.ONOPEN, 'o'],
    [sdk.ONMESSAGE, 'm'],
    [sdk.ONERROR, 'e'],
    [sdk.ONCLOSE, 'c'],
  ])
  const sequence = events.map(({ type }) => letters.get(type) ?? '?').join('')
  assert.match(sequence, /^((om*)?e?c)*$/, 'each attempt is open?, messages, error?, close')
}

function verifyState(sdk: Sdk, { event, readyState }: Heard): void {
  const closed = event.type === sdk.ONCLOSE && event.willReconnect ? 0 : 3
  const states: Readonly<Record<string, number>> = {
    [sdk.ONOPEN]: 1,
    [sdk.ONMESSAGE]: 1,
    [sdk.ONERROR]: 2,
    [sdk.ONCLOSE]: closed,
  }
  assert.equal(readyState, states[event.type], `readyState inside of ${event.type}`)
}

function verifyKeys(sdk: Sdk, facts: PlatformFacts, { event, isSecure }: Heard): void {
  assert.strictEqual(Object.getPrototypeOf(event), Object.prototype, 'an event is a plain object')
  const optional = event.type === sdk.ONERROR ? ['status', 'cause'] : []
  const present = Object.keys(event).filter((key) => !optional.includes(key))
  assert.sameMembers(present, expectedKeys(sdk, facts, event, isSecure), `keys of ${event.type}`)
}

function expectedKeys(
  sdk: Sdk,
  facts: PlatformFacts,
  event: WebSocketsEvent,
  isSecure: boolean,
): string[] {
  if (event.type === sdk.ONOPEN) {
    return ['type', 'protocol', 'attempt', ...(facts.reportsTls && isSecure ? ['tls'] : [])]
  }
  if (event.type === sdk.ONMESSAGE) return ['type', 'data']
  if (event.type === sdk.ONERROR) return ['type', 'code', 'reason']
  const delay = event.type === sdk.ONCLOSE && event.willReconnect ? ['delay'] : []
  return ['type', 'code', 'reason', 'wasClean', 'willReconnect', 'unsent', 'unconfirmed', ...delay]
}
