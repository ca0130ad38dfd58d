import { oracleRecord } from './platforms/annotations.ts'
import { runOn } from './platforms/run-on.ts'
import { readSuiteNames } from './platforms/suite-names.ts'
import { test } from './platforms/test.ts'

for (const name of readSuiteNames('wseventOracle')) {
  test(name, async ({ platform }, info) => {
    const record = await runOn(platform, info, 'wseventOracle', name)
    info.annotations.push({ type: oracleRecord, description: JSON.stringify(record) })
  })
}
