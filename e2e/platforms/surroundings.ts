import type { Urls } from '../server/index.ts'

/** What the global set-up started for all the workers of a run. */
export interface Surroundings {
  /** The test server's addresses, given to every scenario. */
  readonly server: Urls
  /** The address of a page that loads the SDK and the scenarios. */
  readonly page: string
  /** The address of a page that has a worker load them. */
  readonly worker: string
}

// Playwright hands the environment of its global set-up to its workers, and nothing else.
const variable = 'WSEVENT_E2E_SURROUNDINGS'

export function writeSurroundings(surroundings: Surroundings): void {
  process.env[variable] = JSON.stringify(surroundings)
}

export function readSurroundings(): Surroundings {
  return JSON.parse(process.env[variable] ?? '') as Surroundings
}
