import type { Platform } from './transport.ts'

interface Now {
  now(): number
}

/** The members of the global object that every runtime has and a client needs. */
export interface Globals {
  setTimeout(callback: () => void, delay: number): unknown
  // Each runtime has its own type for what `setTimeout` returns.
  clearTimeout(timer: never): void
  queueMicrotask(callback: () => void): void
  readonly performance?: Now
}

/**
 * The part of a platform that is the same in every runtime. The globals are looked up at each call, so that fake timers
 * work.
 */
export function runtimeOf(globals: Globals): Pick<Platform, 'clock' | 'random' | 'reportError'> {
  return {
    clock: {
      // Without it, the clock that can be set is better than none.
      now: () => (__NODE__ ? (globals.performance ?? Date) : (globals.performance as Now)).now(),
      later: (delay, callback) => {
        // A timer with a greater delay would fire at once.
        const timer = delay < Infinity && globals.setTimeout(callback, Math.min(delay, 0x7fffffff))
        return () => globals.clearTimeout(timer as never)
      },
    },
    random: () => Math.random(),
    reportError: (error) =>
      globals.queueMicrotask(() => {
        throw error
      }),
  }
}
