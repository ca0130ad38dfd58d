import type { FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter'
import { missingEngine, ranOn } from './annotations.ts'

class Count {
  passed = 0
  failed = 0
  skipped = 0

  add(test: TestCase): void {
    const outcome = test.outcome()
    if (outcome === 'expected') this.passed += 1
    else if (outcome === 'skipped') this.skipped += 1
    else this.failed += 1
  }

  describe(isSkipCounted: boolean): string {
    const counts = `${this.passed} passed, ${this.failed} failed`
    return isSkipCounted ? `${counts}, ${this.skipped} skipped` : counts
  }
}

function annotated(tests: readonly TestCase[], type: string): string[] {
  const annotations = tests.flatMap((test) => test.results.flatMap((result) => result.annotations))
  const found = annotations.filter((annotation) => annotation.type === type)
  return [...new Set(found.map(({ description = '' }) => description))]
}

/** Ends the report with a line for each platform and the sum; under CI a missing engine fails the run. */
export default class Summary implements Reporter {
  readonly #isSkipCounted: boolean
  #root: Suite | undefined
  #lines: string[] = []

  constructor({ isSkipCounted }: { readonly isSkipCounted: boolean }) {
    this.#isSkipCounted = isSkipCounted
  }

  onBegin(_config: object, root: Suite): void {
    this.#root = root
  }

  async onEnd(result: FullResult): Promise<{ status: FullResult['status'] }> {
    const missing = annotated(this.#root?.allTests() ?? [], missingEngine)
    const isIncomplete = missing.length > 0 && process.env['CI'] !== undefined
    const status = isIncomplete && result.status === 'passed' ? 'failed' : result.status
    this.#lines = this.#summarise(missing, isIncomplete, status)
    return { status }
  }

  /** The last call of all: nothing that another reporter says comes after it. */
  async onExit(): Promise<void> {
    console.log(`\n${this.#lines.join('\n')}`)
  }

  #summarise(missing: readonly string[], isIncomplete: boolean, status: string): string[] {
    const total = new Count()
    const platformLines = (this.#root?.suites ?? []).map((project) => {
      const tests = project.allTests()
      const count = new Count()
      for (const test of tests) for (const sum of [count, total]) sum.add(test)
      const ran =
        annotated(tests, ranOn).join(', ') ||
        annotated(tests, missingEngine).join(', ') ||
        'nothing ran'
      return `${project.title.padEnd(16)} ${count.describe(this.#isSkipCounted).padEnd(36)} ${ran}`
    })
    const consequence = isIncomplete ? 'which fails a run under CI' : 'so the run is not complete'
    const missingLines = missing.map((engine) => `MISSING: ${engine}, ${consequence}`)
    // An error outside of every test, as in a set-up, is in no count.
    const isOutside = status !== 'passed' && total.failed === 0 && !isIncomplete
    const outsideLines = isOutside ? [`the run has ${status}, though no test did`] : []
    return [...platformLines, ...missingLines, ...outsideLines, total.describe(this.#isSkipCounted)]
  }
}
