/** An outcome whose promise is made on first use: who never asks never has an unhandled rejection. */
export class Outcome<Value extends object> {
  #promise: Promise<Value> | undefined
  #ends: [resolve: (value: Value) => void, reject: (error: unknown) => void] | undefined
  #outcome: Value | Error | undefined

  get isSettled(): boolean {
    return Boolean(this.#outcome)
  }

  get promise(): Promise<Value> {
    this.#promise ??= new Promise((...ends) => {
      this.#ends = ends
      this.#tell()
    })
    return this.#promise
  }

  /** The first call counts: a value, or an error, which is a rejection. */
  settle(outcome: Value | Error): void {
    this.#outcome ??= outcome
    this.#tell()
  }

  /** A promise that has its end takes no other. */
  #tell(): void {
    const outcome = this.#outcome
    if (outcome instanceof Error) this.#ends?.[1](outcome)
    else if (outcome) this.#ends?.[0](outcome)
  }
}
