import type { Harness } from './harness.ts'

/** A fact of the contract, and the code that holds it. */
export interface Scenario {
  readonly name: string
  run(harness: Harness): Promise<void> | void
}

/** Facts that belong together; each is named after the family and itself. */
export function family(
  name: string,
  facts: Readonly<Record<string, Scenario['run']>>,
): readonly Scenario[] {
  return Object.entries(facts).map(([fact, run]) => ({ name: `${name}: ${fact}`, run }))
}
