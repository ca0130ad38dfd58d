/** Collects the errors that reach the platform's uncaught-error path, while it is watched. */
export interface UncaughtWatch {
  /** The next uncaught error that nobody asked for yet. */
  next(): Promise<unknown>
  /** Stops watching; gives what nobody asked for. */
  stop(): readonly unknown[]
}

type Hear = (error: unknown) => void

interface ProcessLike {
  on(event: string, handler: Hear): void
  off(event: string, handler: Hear): void
}

interface ErrorEventLike {
  readonly error?: unknown
  readonly message?: string
  readonly reason?: unknown
  preventDefault(): void
}

interface GlobalLike {
  readonly process?: ProcessLike
  /** The runner's own watch, which is to forget what was expected here. */
  readonly wseventRunner?: { takeUncaught(): unknown }
  addEventListener(type: string, handler: (event: ErrorEventLike) => void): void
  removeEventListener(type: string, handler: (event: ErrorEventLike) => void): void
}

/** Watches `process` where there is one, else the global object. */
export function watchUncaught(): UncaughtWatch {
  const unread: unknown[] = []
  const waiting: Hear[] = []
  const unwatch = subscribe((error) => {
    const waiter = waiting.shift()
    if (waiter === undefined) unread.push(error)
    else waiter(error)
  })
  return {
    next: () =>
      unread.length > 0
        ? Promise.resolve(unread.shift())
        : new Promise((resolve) => waiting.push(resolve)),
    stop: () => {
      unwatch()
      host().wseventRunner?.takeUncaught()
      return unread
    },
  }
}

function host(): GlobalLike {
  return globalThis
}

function subscribe(hear: Hear): () => void {
  const { process } = host()
  return process === undefined ? subscribeToGlobal(hear) : subscribeToProcess(process, hear)
}

function subscribeToProcess(process: ProcessLike, hear: Hear): () => void {
  process.on('uncaughtException', hear)
  process.on('unhandledRejection', hear)
  return () => {
    process.off('uncaughtException', hear)
    process.off('unhandledRejection', hear)
  }
}

function subscribeToGlobal(hear: Hear): () => void {
  const onError = (event: ErrorEventLike): void => {
    event.preventDefault()
    hear(event.error ?? event.reason ?? event.message)
  }
  host().addEventListener('error', onError)
  host().addEventListener('unhandledrejection', onError)
  return () => {
    host().removeEventListener('error', onError)
    host().removeEventListener('unhandledrejection', onError)
  }
}
