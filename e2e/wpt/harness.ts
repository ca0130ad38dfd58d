// What the tests call, in a page and in Node: as much of testharness.js as those for WebSocket need.
import { assertions } from './assertions.ts'

type Act = (this: unknown, ...given: unknown[]) => unknown

/** How one subtest ended; without a failure it passed. */
export interface Result {
  readonly name: string
  readonly failure?: string
}

class Test {
  readonly name: string
  readonly #whenDone: () => void
  #isDone = false
  #failure: string | undefined
  readonly #cleanups: Act[] = []

  constructor(name: string, whenDone: () => void) {
    this.name = name
    this.#whenDone = whenDone
  }

  get isDone(): boolean {
    return this.#isDone
  }

  get result(): Result {
    const { name } = this
    return this.#failure === undefined ? { name } : { name, failure: this.#failure }
  }

  /** What is called after the end does nothing. */
  step = (act: Act, self: unknown = this, ...given: unknown[]): unknown => {
    if (this.#isDone) return undefined
    try {
      return act.apply(self, given)
    } catch (error) {
      return this.fail(error)
    }
  }

  step_func = (act: Act, self: unknown = this): Act => {
    return (...given) => this.step(act, self, ...given)
  }

  step_func_done = (act?: Act, self: unknown = this): Act => {
    return (...given) => {
      if (act) this.step(act, self, ...given)
      this.done()
    }
  }

  unreached_func = (message = 'must not be called'): Act => {
    return this.step_func(() => assertions.assert_unreached(message))
  }

  step_timeout = (act: Act, delay: number, ...given: unknown[]): unknown => {
    return setTimeout(() => this.step(act, this, ...given), delay)
  }

  add_cleanup = (act: Act): unknown => this.#cleanups.push(act)

  done = (): void => {
    if (this.#isDone) return
    this.#isDone = true
    for (const cleanup of this.#cleanups) cleanup.call(this)
    this.#whenDone()
  }

  fail(reason: unknown): void {
    if (this.#isDone) return
    this.#failure = String(reason)
    this.done()
  }
}

/** Set before the harness is loaded. */
interface Settings {
  readonly title: string
  readonly timeout: number
}

const { title, timeout } = (globalThis as unknown as { readonly wptSettings: Settings }).wptSettings
const tests: Test[] = []
const uncaught: Result[] = []
let isLoaded = false
let turn = Promise.resolve()
let finish: (results: readonly Result[]) => void
const results = new Promise<readonly Result[]>((resolve) => {
  finish = resolve
})

function check(): void {
  if (isLoaded && tests.every(({ isDone }) => isDone))
    finish([...tests.map(({ result }) => result), ...uncaught])
}

function add(name: unknown): Test {
  const number = tests.length === 0 ? '' : ` ${tests.length}`
  const test = new Test(typeof name === 'string' ? name : `${title}${number}`, check)
  tests.push(test)
  return test
}

async function run(test: Test, act: Act, before: Promise<void>): Promise<void> {
  await before
  try {
    await act.call(test, test)
    test.done()
  } catch (error) {
    test.fail(error)
  }
}

const calls = {
  test: (act: Act, name?: unknown): void => {
    const test = add(name)
    test.step(act, test, test)
    test.done()
  },
  async_test: (first?: unknown, second?: unknown): Test => {
    const isAct = typeof first === 'function'
    const test = add(isAct ? second : first)
    if (isAct) test.step(first as Act, test, test)
    return test
  },
  promise_test: (act: Act, name?: unknown): void => {
    const test = add(name)
    turn = run(test, act, turn)
  },
  setup: (act: unknown): void => {
    if (typeof act === 'function') (act as Act)()
  },
  step_timeout: (act: Act, delay: number): unknown => setTimeout(act, delay),
  done: (): void => undefined,
}

/** An error that reached nobody fails the file. */
function note(error: unknown): void {
  uncaught.push({ name: `${title}: uncaught`, failure: String(error) })
}

setTimeout(() => {
  for (const test of tests) test.fail('timed out')
}, timeout)

Object.assign(globalThis, assertions, calls, {
  wptResults: results,
  wptUncaught: note,
  wptLoaded: () => {
    isLoaded = true
    check()
  },
})
