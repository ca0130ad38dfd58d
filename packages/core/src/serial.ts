/** Runs inputs one at a time, to completion: one that comes while another runs waits for its turn. */
export class Serial {
  #isBusy = false
  #waiting: (() => void)[] | undefined

  /** Calls `input` on `target` with its argument, now or after what runs. */
  run<Target, Argument>(
    target: Target,
    input: (this: Target, argument: Argument) => void,
    argument: Argument,
  ): void {
    if (this.#isBusy) {
      this.#waiting ??= []
      this.#waiting.push(() => input.call(target, argument))
      return
    }
    this.#isBusy = true
    try {
      input.call(target, argument)
      while (this.#waiting?.length) this.#waiting.shift()?.()
    } finally {
      this.#isBusy = false
    }
  }
}
