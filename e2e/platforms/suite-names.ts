import { readFileSync } from 'node:fs'
import { runInThisContext } from 'node:vm'
import { fileURLToPath } from 'node:url'

const bundles = { wseventScenarios: 'scenarios.js', wseventOracle: 'oracle-browser.js' }

/** The names in the bundle that the platforms load, so that no test is made for what they do not have. */
export function readSuiteNames(suite: keyof typeof bundles): readonly string[] {
  const bundle = fileURLToPath(new URL(`../.build/${bundles[suite]}`, import.meta.url))
  runInThisContext(readFileSync(bundle, 'utf8'), bundle)
  return globalThis[suite].names
}
