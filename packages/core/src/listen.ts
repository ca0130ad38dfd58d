/** What may take listeners: a runtime without a page lacks some of it. */
export interface Listenable {
  addEventListener?(type: never, listener: () => void): void
  removeEventListener?(type: never, listener: () => void): void
}

/** Listens to a target, if there is one and it takes listeners; returns what ends that. */
export function listen(
  target: Listenable | undefined,
  type: string,
  listener: (event: never) => void,
): () => void {
  target?.addEventListener?.(type as never, listener as () => void)
  return () => target?.removeEventListener?.(type as never, listener as () => void)
}
