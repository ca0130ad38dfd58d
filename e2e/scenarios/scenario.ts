import type { Harness } from './harness.ts'

export interface Scenario {
  readonly name: string
  run(harness: Harness): Promise<void> | void
}

/** The contract, in the order in which index.ts imports its families. */
export const scenarios: Scenario[] = []

/** Adds facts that belong together; each is named after the family and itself. */
export function family(name: string, facts: Readonly<Record<string, Scenario['run']>>): void {
  for (const [fact, run] of Object.entries(facts)) scenarios.push({ name: `${name}: ${fact}`, run })
}
