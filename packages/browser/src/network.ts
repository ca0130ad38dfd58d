import type { Network } from '@wsevent/core'

// Milliseconds between two looks at the clock, and how late one must be to tell of a sleep.
const TICK = 10_000
const JUMP = 15_000

type Listen = (type: string, listener: () => void) => void

/** What is left of a page where there is none: a worker has no `document`, a server neither. */
interface Surroundings {
  readonly navigator?: { readonly onLine?: boolean }
  readonly document?: {
    readonly visibilityState: string
    readonly addEventListener: Listen
    readonly removeEventListener: Listen
  }
  readonly addEventListener?: Listen
  readonly removeEventListener?: Listen
}

const surroundings = globalThis as unknown as Surroundings

/** Notices a sleep of the machine or a frozen tab: timers stand still, the clock does not. */
function watchClock(onJump: () => void): () => void {
  let last = Date.now()
  const timer = setInterval(() => {
    const now = Date.now()
    if (now - last > TICK + JUMP) onJump()
    last = now
  }, TICK)
  return () => clearInterval(timer)
}

/** The network as a page or a worker sees it. */
export const network: Network = {
  isOffline: () => surroundings.navigator?.onLine === false,

  watch(onWake) {
    const { document } = surroundings
    const stopClock = watchClock(onWake)
    const onVisible = (): void => {
      if (document?.visibilityState === 'visible') onWake()
    }
    // `pageshow` tells of a return from the back/forward cache, `resume` of a tab that was frozen.
    surroundings.addEventListener?.('online', onWake)
    surroundings.addEventListener?.('pageshow', onWake)
    document?.addEventListener('resume', onWake)
    document?.addEventListener('visibilitychange', onVisible)
    return () => {
      stopClock()
      surroundings.removeEventListener?.('online', onWake)
      surroundings.removeEventListener?.('pageshow', onWake)
      document?.removeEventListener('resume', onWake)
      document?.removeEventListener('visibilitychange', onVisible)
    }
  },
}
