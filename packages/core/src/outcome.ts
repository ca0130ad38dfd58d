/** An outcome whose promise is made on first use: who never asks never has an unhandled rejection. */
export class Outcome<Value> {
  #promise: Promise<Value> | undefined
  #ends: [resolve: (value: Value) => void, reject: (error: unknown) => void] | undefined
  #value: Value | undefined
  #error: unknown
  #isSettled = false

  get isSettled(): boolean {
    return this.#isSettled
  }

  get promise(): Promise<Value> {
    this.#promise ??= new Promise((...ends) => {
      this.#ends = ends
      this.#tell()
    })
    return this.#promise
  }

  /** The first call counts: `value`, or a rejection where there is an `error`. */
  settle(value: Value | undefined, error?: unknown): void {
    if (this.#isSettled) return
    this.#isSettled = true
    this.#value = value
    this.#error = error
    this.#tell()
  }

  #tell(): void {
    if (!this.#isSettled) return
    if (this.#error === undefined) this.#ends?.[0](this.#value as Value)
    else this.#ends?.[1](this.#error)
  }
}
