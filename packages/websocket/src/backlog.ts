/** The bytes that have not left, as a script may see them: they change between tasks, never while one runs. */
export class Backlog {
  readonly #read: () => number
  // What was accepted and will never leave.
  #stranded = 0
  #seen = 0
  #isHeld = false

  /** @param read - bytes that wait now */
  constructor(read: () => number) {
    this.#read = read
  }

  get bytes(): number {
    this.hold()
    return this.#seen
  }

  /** Looks, and stays with that until the end of the task. */
  hold(): void {
    if (this.#isHeld) return
    this.#isHeld = true
    this.#look()
    setTimeout(() => {
      this.#isHeld = false
      this.#look()
    }, 0)
  }

  /** Counts what this task has sent, since `hold`. */
  add(bytes: number): void {
    this.#seen += bytes
  }

  /** Counts what will never be sent. */
  strand(bytes: number): void {
    this.hold()
    this.#seen += bytes
    this.#stranded += bytes
  }

  /** The connection was lost: what waited stays counted. */
  lose(): void {
    this.#stranded = this.#seen
  }

  #look(): void {
    this.#seen = this.#stranded + this.#read()
  }
}
