import { EventEmitter, once } from 'node:events'
import type { Connection } from './connection.ts'

/** Everything that was seen under one id, over all the connections that bore it. */
export class Log {
  readonly entries: { readonly event: string }[] = []
  connection: Connection | undefined
  readonly #changes = new EventEmitter()
  readonly #release = new AbortController()

  add(event: string, detail: object = {}): void {
    this.entries.push({ event, ...detail })
    this.#changes.emit('change')
  }

  of(event: string): readonly object[] {
    return this.entries.filter((entry) => entry.event === event)
  }

  /** Calls once the id is released; at once where it was. */
  onRelease(end: () => void): void {
    const { signal } = this.#release
    if (signal.aborted) end()
    else signal.addEventListener('abort', end)
  }

  /** Ends what hangs under this id, and what comes later to hang. */
  release(): void {
    this.#release.abort()
  }

  /** Resolves with what is looked for as soon as it is there, or with undefined after `patience` milliseconds. */
  async until<Found>(look: () => Found | undefined, patience: number): Promise<Found | undefined> {
    const signal = AbortSignal.timeout(patience)
    while (look() === undefined && !signal.aborted)
      await once(this.#changes, 'change', { signal }).catch(() => undefined)
    return look()
  }
}
