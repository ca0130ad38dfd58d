import type { TestCase } from '@playwright/test/reporter'

// What a test tells the reporters.

export const ranOn = 'ran-on'
export const missingEngine = 'missing-engine'
export const oracleRecord = 'oracle-record'

/** What tests said under one of these, each text once. */
export function annotated(tests: readonly TestCase[], type: string): string[] {
  const annotations = tests.flatMap((test) => test.results.flatMap((result) => result.annotations))
  const found = annotations.filter((annotation) => annotation.type === type)
  return [...new Set(found.map(({ description = '' }) => description))]
}

export function testsOf(spec: string, tests: readonly TestCase[]): TestCase[] {
  return tests.filter(({ location }) => location.file.endsWith(spec))
}
