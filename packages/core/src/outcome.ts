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
  #how: 'resolve' | 'reject' | undefined
  #what: unknown

  get isSettled(): boolean {
    return this.#how !== undefined
  }

  get promise(): Promise<Value> {
    if (!this.#deferred) {
      this.#deferred = defer()
      this.#tell()
    }
    return this.#deferred.promise
  }

  resolve(value: Value): void {
    this.#settle('resolve', value)
  }

  reject(error: unknown): void {
    this.#settle('reject', error)
  }

  #settle(how: 'resolve' | 'reject', what: unknown): void {
    if (this.#how) return
    this.#how = how
    this.#what = what
    this.#tell()
  }

  #tell(): void {
    if (this.#how) this.#deferred?.[this.#how](this.#what as Value)
  }
}
