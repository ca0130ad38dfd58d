import type { Network } from '@wsevent/core'
import { page, type Target } from './page.ts'

// Milliseconds between two looks at the clock, and how late one must be to mean a sleep: timers of a hidden tab come
// once a minute.
const TICK = 10_000
const JUMP = 65_000

/** The network as a page or a worker sees it. */
export const network: Network = {
  watch(onWake) {
    const watching = new AbortController()
    const listen = (
      target: Target | undefined,
      type: string,
      listener: (event: Event) => void,
    ): void => target?.addEventListener?.(type, listener, watching)
    let last = Date.now()
    // In a sleep, and in a frozen tab, timers stand still and the wall clock does not: nothing else shows a sleep.
    const look = (): void => {
      const now = Date.now()
      if (now - last > TICK + JUMP) onWake()
      last = now
    }
    const timer = setInterval(look, TICK)
    listen(page, 'online', onWake)
    // A return from the back/forward cache; `resume` is that of a frozen tab.
    listen(page, 'pageshow', (event) => (event as PageTransitionEvent).persisted && onWake())
    listen(page.document, 'resume', onWake)
    // A tab that is merely shown again has not slept: the clock tells.
    listen(page.document, 'visibilitychange', look)
    return () => {
      clearInterval(timer)
      watching.abort()
    }
  },
}
