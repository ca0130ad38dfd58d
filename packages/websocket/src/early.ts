/** Holds back what comes in the task of the opening: on Node, messages of the same segment come before any microtask. */
export class Early<Event> {
  readonly #tell: (event: Event) => void
  #events: Event[] | undefined

  /** @param tell - called with each event, later */
  constructor(tell: (event: Event) => void) {
    this.#tell = tell
  }

  /** From now on, until whoever awaits the opening has had its turn. */
  begin(): void {
    const events: Event[] = []
    this.#events = events
    const release = (): void => {
      this.#events = undefined
      for (const event of events) this.#tell(event)
    }
    queueMicrotask(() => (events.length ? setTimeout(release, 0) : release()))
  }

  /** False if it is no longer early. */
  take(event: Event): boolean {
    return Boolean(this.#events?.push(event))
  }
}
