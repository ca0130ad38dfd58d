import { type EventEntry } from './events.ts'
import { readId } from './messages.ts'
import { type Report } from './report.ts'

/** A message that `send` accepted. */
interface SentEntry {
  readonly id: string
  readonly size: number
}

/** What a client did and what happened to it, in order. */
export type History = (SentEntry | EventEntry)[]

/** Follows each message to where it ended. `received` is what the server got on each connection, by what came first. */
export function audit(
  history: History,
  received: Map<string, readonly string[]>,
  isLossless: boolean,
  report: Report,
): void {
  for (const { close, login, handed, left, isSum } of attemptsOf(history)) {
    const first = login?.[0] ?? 'no login'
    const arrived = received.get(first) ?? []
    received.delete(first)
    const unconfirmed = close.unconfirmed.map(readId)
    const unsent = close.unsent.map(readId)
    const confirmed = handed.length - unconfirmed.length
    const inFlight = Math.max(0, confirmed - arrived.length)
    const counts = {
      'handed over': handed.length,
      received: arrived.length,
      unconfirmed: unconfirmed.length,
      inFlight,
      unsent: unsent.length,
    }
    report.count(counts)
    // A connection's messages: first those that arrived, then those in flight, last the unconfirmed ones.
    const faults = {
      'bufferedAmount is no sum of messages': !isSum,
      'handed over though not open': !login && handed.length > 0,
      'received something else': arrived.some((id, index) => id !== handed[index]),
      'unconfirmed is not the end': handed.slice(confirmed).join() !== unconfirmed.join(),
      'unsent is not the queue': left.join() !== unsent.join(),
      'lost by a clean close': isLossless && close.wasClean && inFlight > 0,
    }
    for (const [fault, isFault] of Object.entries(faults)) {
      if (isFault) report.violations.push(`${first}: ${fault}, ${JSON.stringify(counts)}`)
    }
  }
  for (const id of received.keys()) report.violations.push(`${id} came first on a connection`)
}

/** Each attempt, with what it was handed: the login, and what has left the queue when it closes. */
function* attemptsOf(history: History) {
  const queue: SentEntry[] = []
  let login: string[] | undefined
  for (const entry of history) {
    if ('id' in entry) {
      if (entry.id.startsWith('login')) login?.push(entry.id)
      else queue.push(entry)
    } else if (entry.event.type === 'open') {
      login = []
    } else if (entry.event.type === 'close') {
      const { event: close, queued } = entry
      const handed = [...(login ?? [])]
      let bytes = queue.reduce((sum, { size }) => sum + size, 0)
      while (close.willReconnect ? bytes > queued : queue.length > close.unsent.length) {
        const oldest = queue.shift()
        if (!oldest) break
        handed.push(oldest.id)
        bytes -= oldest.size
      }
      const left = close.willReconnect ? [] : queue.map(({ id }) => id)
      yield { close, login, handed, left, isSum: !close.willReconnect || bytes === queued }
      login = undefined
    }
  }
}
