import type { Urls } from '../scenarios/test-server.ts'

/** What the global set-up started for all the workers of a run. */
export interface Environment {
  readonly server: Urls
  /** The address of a page that loads the SDK and the scenarios. */
  readonly page: string
  /** The address of a page that has a worker load them. */
  readonly worker: string
}

// Playwright hands the environment of its global set-up to its workers, and nothing else.
const variable = 'WSEVENT_E2E_ENVIRONMENT'

export function writeEnvironment(environment: Environment): void {
  process.env[variable] = JSON.stringify(environment)
}

export function readEnvironment(): Environment {
  return JSON.parse(process.env[variable] ?? '') as Environment
}
