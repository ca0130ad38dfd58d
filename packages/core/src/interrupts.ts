import type { AbortSignalLike } from './rules.ts'
import type { Network } from './transport.ts'

/** Heeds what may come at any time: the signal's abort, and the return of the network. Returns what ends it. */
export function heed(
  signal: AbortSignalLike | undefined,
  network: Network | undefined,
  onAbort: () => void,
  onWake: () => void,
): () => void {
  const unwatch = network?.watch(onWake)
  signal?.addEventListener('abort', onAbort)
  return () => {
    unwatch?.()
    signal?.removeEventListener('abort', onAbort)
  }
}
