import type { Network } from '@wsevent/core'

// Milliseconds between two looks at the clock, and how late one must be to tell of a sleep: timers of a hidden tab
// come once a minute.
const TICK = 10_000
const JUMP = 65_000

/** What is left of a page where there is none: a worker has no `document`, a server neither. */
interface Surroundings {
  readonly navigator?: { readonly onLine?: boolean }
  readonly document?: Partial<EventTarget>
}

const surroundings = globalThis as unknown as Surroundings & Partial<EventTarget>

/** The network as a page or a worker sees it. */
export const network: Network = {
  isOffline: () => surroundings.navigator?.onLine === false,

  watch(onWake) {
    const { document } = surroundings
    const watching = new AbortController()
    let last = Date.now()
    // In a sleep, and in a frozen tab, timers stand still and the clock does not.
    const look = (): void => {
      const now = Date.now()
      if (now - last > TICK + JUMP) onWake()
      last = now
    }
    const timer = setInterval(look, TICK)
    surroundings.addEventListener?.('online', onWake, watching)
    // A return from the back/forward cache; `resume` is that of a frozen tab.
    surroundings.addEventListener?.(
      'pageshow',
      (event) => (event as PageTransitionEvent).persisted && onWake(),
      watching,
    )
    document?.addEventListener?.('resume', onWake, watching)
    // A tab that is merely shown again has not slept: the clock tells.
    document?.addEventListener?.('visibilitychange', look, watching)
    return () => {
      clearInterval(timer)
      watching.abort()
    }
  },
}
