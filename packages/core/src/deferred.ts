/** A promise made when it is first asked for: whoever never asks never gets an unhandled rejection. */
export class Deferred<Value extends object> {
  #promise: Promise<Value> | undefined
  #outcome: Value | Error | undefined
  #tell: ((outcome: Value | Error) => void) | undefined

  get promise(): Promise<Value> {
    this.#promise ??= new Promise((resolve, reject) => {
      this.#tell = (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome))
      if (this.#outcome) this.#tell(this.#outcome)
    })
    return this.#promise
  }

  /** Resolves with a value, rejects with an error; only the first call counts. */
  settle(outcome: Value | Error): void {
    this.#outcome ??= outcome
    this.#tell?.(this.#outcome)
  }
}
