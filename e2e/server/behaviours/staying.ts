import { STATUS_CODES } from 'node:http'
import type { Behaviour } from '../visit.ts'
import { echo } from './echo.ts'

/** Answers the first `refusals` handshakes of its id with `status`, and echoes from then on. */
export const flaky: Behaviour = (visit) => {
  const asked = visit.log.entries.filter(({ event }) => event === 'request').length
  if (asked > visit.number('refusals', 1)) return echo(visit)
  const status = visit.number('status', 503)
  const retryAfter = visit.query.get('retry-after')
  visit.refuse(`${status} ${STATUS_CODES[status]}`, { 'Retry-After': retryAfter })
}

/** Opens and says nothing, to a message and to a ping; the first `silent` connections of its id, and echoes from then on. */
export const silent: Behaviour = (visit) => {
  const opened = visit.log.entries.filter(({ event }) => event === 'open').length
  if (opened >= visit.number('silent', Infinity)) return echo(visit)
  visit.accept({ onMessage: () => undefined, onPing: () => undefined })
}

/** Speaks every `every` milliseconds, and never answers. */
export const chatty: Behaviour = (visit) => {
  const connection = visit.accept({ onMessage: () => undefined, onPing: () => undefined })
  const timer = setInterval(() => connection.text('still here'), visit.number('every', 40))
  visit.socket.once('close', () => clearInterval(timer))
}
