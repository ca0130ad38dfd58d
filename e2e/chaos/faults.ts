import { HEARTBEAT } from './profile.ts'
import { type Random } from './random.ts'

export type Direction = 'toServer' | 'toClient'

/** What the proxy does to a connection when exactly `after` more bytes have passed, wherever in a frame that is. */
export interface Fault {
  readonly direction: Direction
  readonly after: number
  /** Ends TCP, resets it, or passes nothing for `duration` milliseconds, by default for good. */
  readonly action: 'end' | 'reset' | 'stall'
  readonly duration?: number
  /** Milliseconds for which new connections are refused. */
  readonly refuseFor?: number
}

/** What the server does to a connection: rejects it, or ends it after so many messages. */
export interface ServerAction {
  /** The seconds in the Retry-After of a 503. */
  readonly retryAfter?: number
  readonly after?: number
  /** The code of the close frame; without one, the server just ends TCP. */
  readonly code?: number
}

/** How bytes pass: after so many milliseconds, so many a millisecond, so many in one write. */
const UNSHAPED = { delay: 0, rate: Infinity, maxChunk: Infinity }

/** All that happens to one connection. */
export interface Plan {
  readonly name: keyof typeof DROPS | 'no fault'
  readonly shaping: typeof UNSHAPED
  readonly faults: readonly Fault[]
  readonly server: ServerAction
}

export const NO_FAULT: Plan = { name: 'no fault', shaping: UNSHAPED, faults: [], server: {} }

/** What drops a connection, each with its weight. */
export const DROPS = {
  end: 14,
  reset: 14,
  'end and refuse': 5,
  'cut handshake': 9,
  blackhole: 5,
  'late stall': 5,
  'server closes': 12,
  'server ends TCP': 6,
  'reject with 503': 5,
}
const CODES = [1001, 1011, 1012, 1013, 1014, 3000, 3999]

// About the bytes of a handshake: a cut before them is a failed attempt.
const HANDSHAKE = { toServer: 230, toClient: 120 }
// The server says little, so a fault in its direction has to come early.
const ANSWERS = 500
const MAX_SILENCE = HEARTBEAT.interval + HEARTBEAT.timeout
// A stall before the handshake heals unseen, and something still has to end the connection.
export const LAST: Fault = { direction: 'toServer', after: 500, action: 'end' }

/** Draws what happens to a connection within its first `faultWithin` bytes. */
export function drawPlan(random: Random, faultWithin: number): Plan {
  const place = (toServer: number, within: Readonly<Record<Direction, number>>) => {
    const direction: Direction = random.chance(toServer) ? 'toServer' : 'toClient'
    return { direction, after: random.integer(1, within[direction]) }
  }
  const within = { toServer: faultWithin, toClient: ANSWERS }
  const at = place(75, within)
  const messages = random.integer(0, 20)
  const late = random.integer(MAX_SILENCE * 2, MAX_SILENCE * 4)
  const drops: Record<keyof typeof DROPS, Fault[] | ServerAction> = {
    end: [{ ...at, action: 'end' }],
    reset: [{ ...at, action: 'reset' }],
    'end and refuse': [{ ...at, action: 'end', refuseFor: random.integer(5, 40) }],
    'cut handshake': [{ ...place(50, HANDSHAKE), action: random.pick(['end', 'reset']) }],
    blackhole: [{ ...at, action: 'stall' }],
    'late stall': [{ ...at, action: 'stall', duration: late }, LAST],
    'server closes': { after: messages, code: random.pick(CODES) },
    'server ends TCP': { after: messages },
    'reject with 503': { retryAfter: random.chance(10) ? 1 : 0 },
  }
  const name = random.weighted(DROPS)
  const drop = drops[name]
  const short = random.integer(1, MAX_SILENCE / 4)
  const stall: Fault = { ...place(50, within), action: 'stall', duration: short }
  const stalls = random.chance(15) && name !== 'cut handshake' ? [stall] : []
  const shaping = {
    delay: random.chance(20) ? random.integer(1, 4) : 0,
    rate: random.chance(10) ? random.integer(1, 20) * Math.ceil(faultWithin / 500) : Infinity,
    maxChunk: random.chance(30) ? random.integer(1, 64) * Math.ceil(faultWithin / 5000) : Infinity,
  }
  return {
    name,
    shaping,
    faults: Array.isArray(drop) ? [...stalls, ...drop] : stalls,
    server: Array.isArray(drop) ? {} : drop,
  }
}
