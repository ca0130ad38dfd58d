import type { Network } from '@wsevent/core'

// Milliseconds between two looks at the clock, and how late one must be to tell of a sleep: timers of a hidden tab
// come once a minute.
const TICK = 10_000
const JUMP = 65_000

/** What is left of a page where there is none: a worker, React Native, a server. */
interface Surroundings extends Partial<EventTarget> {
  readonly navigator?: { readonly onLine?: boolean }
}

const surroundings = globalThis as unknown as Surroundings

/** The network as a page or a worker sees it. */
export const network: Network = {
  isOffline: () => surroundings.navigator?.onLine === false,

  watch(onWake) {
    const watching = new AbortController()
    // Those of the document come by here too, on their way down.
    const listen = (type: string, listener: (event: Event) => void): void =>
      surroundings.addEventListener?.(type, listener, { capture: true, signal: watching.signal })
    let last = Date.now()
    // In a sleep, and in a frozen tab, timers stand still and the clock does not.
    const look = (): void => {
      const now = Date.now()
      if (now - last > TICK + JUMP) onWake()
      last = now
    }
    const timer = setInterval(look, TICK)
    listen('online', onWake)
    // A return from the back/forward cache; `resume` is that of a frozen tab.
    listen('pageshow', (event) => (event as PageTransitionEvent).persisted && onWake())
    listen('resume', onWake)
    // A tab that is merely shown again has not slept: the clock tells.
    listen('visibilitychange', look)
    return () => {
      clearInterval(timer)
      watching.abort()
    }
  },
}
