import { type WebSockets, type WebSocketsEvent } from 'wsevent'
import { type Profile } from './profile.ts'

/** An event with the client's state; `retryAfter` is what the server last asked for, in milliseconds. */
export function entryOf(ws: WebSockets, event: WebSocketsEvent, retryAfter: number) {
  const { readyState, bufferedAmount: queued } = ws
  return { event, readyState, queued, retryAfter, at: performance.now() }
}

export type EventEntry = ReturnType<typeof entryOf>
type Entries = readonly EventEntry[]

// The first letter of each event, or r for a close before a reconnect, and the state inside of it.
const RETRIED = /^((o1(m1)*)?(e2)?r0)*/
const FINAL = /^(o1(m1)*)?(e2)?c3$/
// Milliseconds for which a connection must be open to start the count of attempts anew.
const STABLE = 5000

/** Checks events against the contract: order and states, attempts and delays, and the connection of each message. */
export function* checkEvents(entries: Entries, delays: Profile['delays']): Generator<string> {
  const letters = entries.map(({ event, readyState }) => {
    const isRetry = event.type === 'close' && event.willReconnect
    return `${isRetry ? 'r' : event.type.slice(0, 1)}${readyState}`
  })
  const rest = letters.join('').replace(RETRIED, '')
  if (!FINAL.test(rest)) yield `the events: ${rest.slice(0, 60)}`
  yield* checkRetries(entries, delays)
  yield* checkMessages(entries)
}

function* checkRetries(entries: Entries, delays: Profile['delays']): Generator<string> {
  let attempt = 1
  let openedAt = Infinity
  let asked = 0
  for (const { event, at, retryAfter } of entries) {
    if (event.type === 'open') {
      if (event.attempt !== attempt) yield `attempt ${event.attempt}, not ${attempt}`
      openedAt = at
    } else if (event.type === 'error') {
      asked = event.status === 503 ? retryAfter : 0
    } else if (event.type === 'close') {
      const { willReconnect, delay = NaN } = event
      const min = Math.max(delays.minDelay, asked)
      const max = Math.max(delays.maxDelay, asked)
      const isRight = willReconnect ? delay >= min && delay <= max : Number.isNaN(delay)
      if (!isRight) yield `delay ${delay}, not ${min} to ${max}; reconnects: ${willReconnect}`
      attempt = at - openedAt >= STABLE ? 2 : attempt + 1
      openedAt = Infinity
      asked = 0
    }
  }
}

/** The server numbers its messages on each connection; none comes from one that was given up. */
function* checkMessages(entries: Entries): Generator<string> {
  const former = new Set<string>()
  let connection = ''
  let count = 0
  for (const { event } of entries) {
    if (event.type === 'message') {
      const [name = ''] = String(event.data).split(';')
      connection ||= name
      const isRight = event.data === `${connection};${count}` && !former.has(name)
      if (!isRight) yield `${String(event.data)} came as message ${count} of ${connection}`
      count += 1
    } else if (event.type === 'close') {
      former.add(connection)
      connection = ''
      count = 0
    }
  }
}
