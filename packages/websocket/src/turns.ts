// By host and port: resolves when the last in line has opened or failed.
const lines = new Map<string, Promise<unknown>>()

/** A place in the line of those who connect to one host: RFC 6455, section 4.1, allows one at a time. */
export interface Turn {
  /** Resolves when the place is the first; absent if it is at once. */
  readonly ready: Promise<unknown> | undefined
  /** Makes room: the connection is open, or will not be. */
  leave(): void
}

/** Joins the line of a host. */
export function join(host: string): Turn {
  const ready = lines.get(host)
  let leave = (): void => undefined
  const left = new Promise<void>((resolve) => {
    leave = resolve
  })
  // Who leaves the line early makes no room for the next: those before it are still there.
  const done = Promise.all([ready, left])
  lines.set(host, done)
  void done.then(() => lines.get(host) === done && lines.delete(host))
  return { ready, leave }
}
