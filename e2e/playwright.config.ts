import { defineConfig } from '@playwright/test'
import { leftOut, oraclePlatforms, platforms, runtimes } from './platforms/platform.ts'

const isForRuntimes = process.env['WSEVENT_E2E_RUNTIMES'] !== undefined
// A normal run leaves the tree as it was.
const isWriting = process.env['WSEVENT_E2E_WRITE'] !== undefined
const names = Object.keys(isForRuntimes ? runtimes : platforms)

const contract = ['contract.spec.ts']
const oracle = [...contract, 'oracle.spec.ts', 'differential.spec.ts']

function specsOf(name: string): string[] {
  if (!oraclePlatforms.includes(name)) return contract
  if (name === 'node-esm') return [...oracle, 'backpressure.spec.ts']
  const inPages = [
    ...oracle,
    'native.spec.ts',
    'policy.spec.ts',
    'workers.spec.ts',
    'bindings.spec.ts',
    'examples.spec.ts',
    'kit.spec.ts',
    'inspector.spec.ts',
    'start.spec.ts',
  ]
  return name === 'chromium' ? [...inPages, 'extension.spec.ts'] : inPages
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
    grepInvert: leftOut[name] ?? [],
  })),
})
