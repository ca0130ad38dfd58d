import type { FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter'
import { annotated, missingEngine, ranOn } from './annotations.ts'

/** Ends the report with a line for each platform and the sum; under CI a missing engine fails the run. */
export default class Summary implements Reporter {
  readonly #isSkipCounted: boolean
  #root: Suite | undefined
  #lines: readonly string[] = []

  constructor({ isSkipCounted }: { readonly isSkipCounted: boolean }) {
    this.#isSkipCounted = isSkipCounted
  }

  onBegin(_config: object, root: Suite): void {
    this.#root = root
  }

  async onEnd(result: FullResult): Promise<{ status: FullResult['status'] }> {
    const tests = this.#root?.allTests() ?? []
    const missing = annotated(tests, missingEngine)
    const isIncomplete = missing.length > 0 && process.env['CI'] !== undefined
    const status = isIncomplete && result.status === 'passed' ? 'failed' : result.status
    const consequence = isIncomplete ? 'which fails a run under CI' : 'so the run is not complete'
    // An error outside of every test, as in a set-up, is in no count.
    const isOutside =
      status !== 'passed' && !isIncomplete && this.#count(tests).includes(' 0 failed')
    this.#lines = [
      ...(this.#root?.suites ?? []).map((project) => this.#line(project)),
      ...missing.map((engine) => `MISSING: ${engine}, ${consequence}`),
      ...(isOutside ? [`the run has ${status}, though no test did`] : []),
      this.#count(tests),
    ]
    return { status }
  }

  /** The last call of all: nothing that another reporter says comes after it. */
  async onExit(): Promise<void> {
    console.log(`\n${this.#lines.join('\n')}`)
  }

  #line(project: Suite): string {
    const tests = project.allTests()
    const ran = annotated(tests, ranOn).concat(annotated(tests, missingEngine)).join(', ')
    return `${project.title.padEnd(16)} ${this.#count(tests).padEnd(36)} ${ran || 'nothing ran'}`
  }

  #count(tests: readonly TestCase[]): string {
    const outcomes = tests.map((test) => test.outcome())
    const passed = outcomes.filter((outcome) => outcome === 'expected').length
    const skipped = outcomes.filter((outcome) => outcome === 'skipped').length
    const counts = `${passed} passed, ${tests.length - passed - skipped} failed`
    return this.#isSkipCounted ? `${counts}, ${skipped} skipped` : counts
  }
}
