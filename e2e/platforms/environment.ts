import type { Urls } from '../scenarios/test-server.ts'

/** What the global set-up started: the server, and its pages that load the SDK and the scenarios or have a worker do so. */
export type Environment = { readonly server: Urls } & Readonly<Record<'page' | 'worker', string>>

// Playwright hands the environment of its global set-up to its workers, and nothing else.
const variable = 'WSEVENT_E2E_ENVIRONMENT'

export function writeEnvironment(environment: Environment): void {
  process.env[variable] = JSON.stringify(environment)
}

export function readEnvironment(): Environment {
  return JSON.parse(process.env[variable] ?? '') as Environment
}
