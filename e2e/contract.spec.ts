import { runOn } from './platforms/run-on.ts'
import { readSuiteNames } from './platforms/suite-names.ts'
import { test } from './platforms/test.ts'

for (const name of readSuiteNames('wseventScenarios')) {
  test(name, async ({ platform }, info) => {
    await runOn(platform, info, 'wseventScenarios', name)
  })
}
