import type { Clock } from './transport.ts'

/** Calls back after `delay` milliseconds; after `Infinity`, never. @returns what prevents it, where there is a timer */
export function later(clock: Clock, delay: number, callback: () => void): (() => void) | undefined {
  // The greatest delay of a platform's timer: a greater one fires at once.
  return delay < Infinity ? clock.later(Math.min(delay, 0x7fffffff), callback) : undefined
}
