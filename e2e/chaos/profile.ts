import { type ConnectOptions } from 'wsevent'
import { type Random } from './random.ts'

/** How one client of a run behaves. */
export type Profile = ReturnType<typeof drawProfile>

const ENDINGS = { disconnect: 5, abort: 2, refused: 2, exhausted: 2, 'disconnect when dead': 2 }

// Messages of a burst, sizes of messages, and bytes within which a fault strikes.
const LIGHT = { burst: 12, small: 300, large: 9000, faultWithin: 20_000 }
const HEAVY = { burst: 40, small: 20_000, large: 20_000, faultWithin: 1_500_000 }

/** The message of a heartbeat; some clients send one, the others ping. */
export const PROBE = 'are you there?'
export const HEARTBEAT = { interval: 20, timeout: 60 }
/** Milliseconds: a close timeout that no close of a run reaches. */
export const LONG = 5000

/** `drops` is the number of connections that the client loses before it may end. */
export function drawProfile(random: Random, drops: number, ending = random.weighted(ENDINGS)) {
  const traffic = random.chance(10) ? HEAVY : LIGHT
  const delays = { minDelay: 1, maxDelay: random.integer(2, 12) }
  const attempts = ending === 'exhausted' && { attempts: drops * 2 }
  const maxBytes = random.integer(traffic.faultWithin / 4, traffic.faultWithin * 4)
  const options: ConnectOptions = {
    reconnect: { ...delays, ...attempts },
    heartbeat: { ...HEARTBEAT, ...(random.chance(30) && { message: PROBE }) },
    queue: random.chance(85) && { maxBytes },
    connectTimeout: 400,
    closeTimeout: ending === 'disconnect when dead' ? 50 : LONG,
  }
  const faultWithin = random.integer(200, traffic.faultWithin)
  return { traffic, ending, delays, options, faultWithin }
}
