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

/**
 * Follows each message of a client to where it ended. `received` has what the server got on each connection, by what
 * came first; `isLossless` says that a clean close loses nothing.
 */
export function audit(
  history: History,
  received: Map<string, readonly string[]>,
  isLossless: boolean,
  report: Report,
): void {
  for (const { close, login, handed, queue } of attemptsOf(history)) {
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
    // What arrived is a beginning of what was handed over, what is unconfirmed an end; between them is the flight.
    const faults = {
      'handed over though not open': !login && handed.length > 0,
      'received something else': arrived.some((id, index) => id !== handed[index]),
      'unconfirmed is not the end': handed.slice(confirmed).join() !== unconfirmed.join(),
      'unsent is not the queue': (close.willReconnect ? '' : queue.join()) !== unsent.join(),
      'lost by a clean close': isLossless && close.wasClean && inFlight > 0,
    }
    for (const [fault, isFault] of Object.entries(faults)) {
      if (isFault) report.violations.push(`${first}: ${fault}, ${JSON.stringify(counts)}`)
    }
  }
  for (const id of received.keys()) report.violations.push(`${id} came first on a connection`)
}

/** Each attempt, with what it was handed, the login first: what is not in the queue any more when it closes. */
function* attemptsOf(history: History) {
  let queue: SentEntry[] = []
  let login: string[] | undefined
  for (const entry of history) {
    if ('id' in entry) {
      if (entry.id.startsWith('login')) login?.push(entry.id)
      else queue.push(entry)
    } else if (entry.event.type === 'open') {
      login = []
    } else if (entry.event.type === 'close') {
      const { event: close, queued } = entry
      const kept = close.willReconnect ? countYoungest(queue, queued) : close.unsent.length
      const ids = [...(login ?? []), ...queue.map(({ id }) => id)]
      const end = ids.length - kept
      yield { close, login, handed: ids.slice(0, end), queue: ids.slice(end) }
      queue = queue.slice(queue.length - kept)
      login = undefined
    }
  }
}

/** How many of the youngest messages make so many bytes. */
function countYoungest(queue: readonly SentEntry[], bytes: number): number {
  let count = 0
  let sum = 0
  while (sum < bytes && count < queue.length) {
    count += 1
    sum += queue.at(-count)?.size ?? 0
  }
  if (sum !== bytes) throw new Error(`a queue of ${bytes} bytes is no sum of messages`)
  return count
}
