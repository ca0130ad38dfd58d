/** A promise with its two ends. */
interface Deferred<Value> {
  readonly promise: Promise<Value>
  resolve(value: Value): void
  reject(error: unknown): void
}

function defer<Value>(): Deferred<Value> {
  let resolve!: (value: Value) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue
    reject = onError
  })
  return { promise, resolve, reject }
}

/** An outcome whose promise is made on first use: who never asks never has an unhandled rejection. */
export class Outcome<Value> {
  #deferred: Deferred<Value> | undefined
  #settle: ((deferred: Deferred<Value>) => void) | undefined

  get isSettled(): boolean {
    return this.#settle !== undefined
  }

  get promise(): Promise<Value> {
    if (!this.#deferred) {
      this.#deferred = defer()
      this.#settle?.(this.#deferred)
    }
    return this.#deferred.promise
  }

  resolve(value: Value): void {
    this.#end((deferred) => deferred.resolve(value))
  }

  reject(error: unknown): void {
    this.#end((deferred) => deferred.reject(error))
  }

  #end(settle: (deferred: Deferred<Value>) => void): void {
    if (this.#settle) return
    this.#settle = settle
    if (this.#deferred) settle(this.#deferred)
  }
}
