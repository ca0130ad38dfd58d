import { listen, type Network } from '@wsevent/core'
import { page } from './page.ts'

// Milliseconds between two looks at the clock, and how late one must be to mean a sleep: timers of a hidden tab come
// once a minute.
const TICK = 10_000
const JUMP = 65_000

/** The network as a page or a worker sees it. */
export const network: Network = {
  watch(onWake) {
    let last = Date.now()
    // In a sleep, and in a frozen tab, timers stand still and the wall clock does not: nothing else shows a sleep.
    const look = (): void => {
      const now = Date.now()
      if (now - last > TICK + JUMP) onWake()
      last = now
    }
    const timer = setInterval(look, TICK)
    const quits = [
      () => clearInterval(timer),
      listen(page, 'online', onWake),
      // A return from the back/forward cache; `resume` is that of a frozen tab.
      listen(page, 'pageshow', (event: PageTransitionEvent) => event.persisted && onWake()),
      listen(page.document, 'resume', onWake),
      // A tab that is merely shown again has not slept: the clock tells.
      listen(page.document, 'visibilitychange', look),
    ]
    return () => quits.forEach((quit) => quit())
  },
}
