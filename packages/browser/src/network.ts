import type { Network } from '@wsevent/core'

// Milliseconds between two looks at the clock, and how late one must be to tell of a sleep: timers of a hidden tab
// come once a minute.
const TICK = 10_000
const JUMP = 65_000

interface PageEvent {
  readonly persisted?: boolean
}

type Listen = (type: string, listener: (event: PageEvent) => void) => void

/** What is left of a page where there is none: a worker has no `document`, a server neither. */
interface Surroundings {
  readonly navigator?: { readonly onLine?: boolean }
  readonly document?: { readonly addEventListener: Listen; readonly removeEventListener: Listen }
  readonly addEventListener?: Listen
  readonly removeEventListener?: Listen
}

const surroundings = globalThis as unknown as Surroundings

/** The network as a page or a worker sees it. */
export const network: Network = {
  isOffline: () => surroundings.navigator?.onLine === false,

  watch(onWake) {
    const { document } = surroundings
    let last = Date.now()
    // In a sleep, and in a frozen tab, timers stand still and the clock does not.
    const look = (): void => {
      const now = Date.now()
      if (now - last > TICK + JUMP) onWake()
      last = now
    }
    const onPageShow = ({ persisted }: PageEvent): void => {
      if (persisted) onWake()
    }
    const timer = setInterval(look, TICK)
    surroundings.addEventListener?.('online', onWake)
    // A return from the back/forward cache; `resume` is that of a frozen tab.
    surroundings.addEventListener?.('pageshow', onPageShow)
    document?.addEventListener('resume', onWake)
    // A tab that is merely shown again has not slept: the clock tells.
    document?.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      surroundings.removeEventListener?.('online', onWake)
      surroundings.removeEventListener?.('pageshow', onPageShow)
      document?.removeEventListener('resume', onWake)
      document?.removeEventListener('visibilitychange', look)
    }
  },
}
