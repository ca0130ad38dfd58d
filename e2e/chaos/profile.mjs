/**
 * How one client of a run lives; drawn from its seed.
 * @typedef {object} Profile
 * @property {number} faultWithin - bytes within which each connection ends
 * @property {import('./traffic.mjs').TrafficOptions} traffic
 * @property {'leave' | 'abort' | 'refused' | 'exhausted' | 'leave a dead line'} ending
 * @property {import('wsevent').ConnectOptions} options
 * @property {{ minDelay: number, maxDelay: number }} bounds
 */

// Milliseconds: a heartbeat is asked for after 20, and its answer may take 60.
export const PROBE = 'are you there?'
const HEARTBEAT = { interval: 20, timeout: 60 }
export const SILENCE = HEARTBEAT.interval + HEARTBEAT.timeout

/** A close timeout that no connection of a run needs, in milliseconds. */
export const LONG = 5000

const LIGHT = {
  faultWithin: 20_000,
  traffic: { burst: 12, pause: 3, largest: 9000, isUniform: false },
  maxBytes: 200_000,
}
const HEAVY = {
  faultWithin: 1_500_000,
  traffic: { burst: 40, pause: 5, largest: 20_000, isUniform: true },
  maxBytes: 4_000_000,
}
const ENDINGS = { leave: 5, abort: 2, refused: 2, exhausted: 2, 'leave a dead line': 2 }

/**
 * @param {import('./random.mjs').Random} random
 * @param {number} drops - after which it may end
 * @returns {Profile}
 */
export function drawProfile(random, drops) {
  const { faultWithin, traffic, maxBytes } = random.chance(0.1) ? HEAVY : LIGHT
  const bounds = { minDelay: 1, maxDelay: random.integer(2, 12) }
  const ending = random.weighted(ENDINGS)
  const queue = random.chance(0.85) && { maxBytes: Math.ceil(maxBytes * (0.1 + random.next())) }
  const message = random.chance(0.3) ? { message: PROBE } : {}
  return {
    faultWithin: random.integer(200, faultWithin),
    traffic,
    ending,
    bounds,
    options: {
      reconnect: { ...bounds, ...(ending === 'exhausted' && { attempts: Math.ceil(drops * 1.4) }) },
      heartbeat: { ...HEARTBEAT, ...message },
      queue,
      connectTimeout: 400,
      closeTimeout: ending === 'leave a dead line' ? 50 : LONG,
    },
  }
}
