import type { Clock } from './transport.ts'

/** Calls back after `delay` milliseconds; after `Infinity`, never. @returns what `clearTimeout` takes */
export function later(clock: Clock, delay: number, callback: () => void): unknown {
  // The greatest delay of a platform's timer: a greater one fires at once.
  return delay < Infinity ? clock.setTimeout(callback, Math.min(delay, 0x7fffffff)) : undefined
}
