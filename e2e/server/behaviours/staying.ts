import { STATUS_CODES } from 'node:http'
import type { Behaviour } from '../handshake.ts'
import { echo } from './echo.ts'

/** Answers the first `refusals` handshakes of its id with `status`, and echoes from then on. */
export const flaky: Behaviour = (handshake) => {
  const asked = handshake.log.entries.filter(({ event }) => event === 'request').length
  if (asked > handshake.number('refusals', 1)) return echo(handshake)
  const status = handshake.number('status', 503)
  const retryAfter = handshake.query.get('retry-after')
  handshake.reject(`${status} ${STATUS_CODES[status]}`, { 'Retry-After': retryAfter })
}

/** Opens and says nothing, to a message and to a ping; the first `silent` connections of its id, and echoes from then on. */
export const silent: Behaviour = (handshake) => {
  const opened = handshake.log.entries.filter(({ event }) => event === 'open').length
  if (opened >= handshake.number('silent', Infinity)) return echo(handshake)
  handshake.accept({ onMessage: () => undefined, onPing: () => undefined })
}

/** Speaks every `every` milliseconds, and never answers. */
export const chatty: Behaviour = (handshake) => {
  const connection = handshake.accept({ onMessage: () => undefined, onPing: () => undefined })
  const timer = setInterval(() => connection.text('still here'), handshake.number('every', 40))
  handshake.socket.once('close', () => clearInterval(timer))
}
