import { defineConfig } from '@playwright/test'
import { engineNames } from './engines/find.ts'
import { oraclePlatforms, platforms, runtimes } from './platforms/platform.ts'

const isForRuntimes = process.env['WSEVENT_E2E_RUNTIMES'] !== undefined
// A normal run leaves the tree as it was.
const isWriting = process.env['WSEVENT_E2E_WRITE'] !== undefined
const names = Object.keys(isForRuntimes ? runtimes : platforms)

const processSpecs = ['backpressure.spec.ts']

/** Every platform runs the contract; what is about a page runs where there is one. */
function specsOf(name: string): string[] {
  if (isEngine(name)) return ['*.spec.ts']
  const contract = ['contract.spec.ts']
  return oraclePlatforms.includes(name)
    ? [...contract, 'oracle.spec.ts', 'differential.spec.ts', ...processSpecs]
    : contract
}

function isEngine(name: string): boolean {
  return engineNames.some((engine) => engine === name)
}

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/e2e',
  globalSetup: './platforms/global-setup.ts',
  timeout: 30_000,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // Scenarios mostly wait, so a third worker is worth its place on two cores.
  workers: 3,
  reporter: [
    ['dot'],
    ['./platforms/oracle-table.ts', { isWriting }],
    ...(isWriting ? [['./platforms/compatibility.ts'] as const] : []),
    ['./platforms/summary.ts', { isSkipCounted: !isForRuntimes }],
  ],
  projects: names.map((name) => ({
    name,
    testMatch: specsOf(name),
    testIgnore: isEngine(name) ? processSpecs : [],
  })),
})
