/** A promise, and what settles it. */
export class Deferred<Value extends object> {
  /** Resolves with a value, rejects with an error; only the first call counts. */
  declare settle: (outcome: Value | Error) => void
  readonly promise: Promise<Value> = new Promise((resolve, reject) => {
    this.settle = (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome))
  })
}
