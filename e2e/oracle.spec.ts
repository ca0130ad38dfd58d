import { names } from './oracle/index.ts'
import { oracleRecord } from './platforms/annotations.ts'
import { test } from './platforms/test.ts'

for (const name of names) {
  test(name, async ({ run }, info) => {
    const record = await run('wseventOracle', name)
    info.annotations.push({ type: oracleRecord, description: JSON.stringify(record) })
  })
}
