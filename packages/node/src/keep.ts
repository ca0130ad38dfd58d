/** What can keep the process alive: a timer, a socket. */
export interface Refable {
  ref(): unknown
  unref(): unknown
}

/** Whoever knows whether the process is to be kept alive. */
export interface Keeper {
  readonly isRefed: boolean
  /** Told when a transport is over, before its client says so. */
  onDropped?(): void
}

/** Has something keep the process alive, or not. */
export function keep(what: Refable, isRefed: boolean): void {
  if (isRefed) what.ref()
  else what.unref()
}
