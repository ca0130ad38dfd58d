/** Something that tests wait for: each change is a moment to look again. */
export class Changing {
  readonly #wakers: (() => void)[] = []

  /** Resolves when a condition holds. */
  async until(isDone: () => boolean): Promise<void> {
    while (!isDone()) await new Promise<void>((resolve) => this.#wakers.push(resolve))
  }

  changed(): void {
    for (const wake of this.#wakers.splice(0)) wake()
  }
}

/** Some turns of the event loop: what was under way in this process has happened. */
export async function settled(turns = 20): Promise<void> {
  for (let i = 0; i < turns; i++) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** Resolves with a number once it no longer changes: a stalled peer's buffers are full, or everything has left. */
export async function steady(look: () => number): Promise<number> {
  let last = look()
  for (let rounds = 0; rounds < 20; rounds++) {
    await settled()
    if (look() !== last) rounds = 0
    last = look()
  }
  return last
}
