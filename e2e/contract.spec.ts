import { test } from './platforms/test.ts'
import { names } from './scenarios/index.ts'

for (const name of names) {
  test(name, async ({ run }) => {
    await run('wseventScenarios', name)
  })
}
