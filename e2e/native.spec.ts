// The facts of the W3C class asked of the platform's own: where that differs, ours is nearer to the standard.
import { expect, test } from './platforms/test.ts'
import { standardFacts } from './scenarios/index.ts'
import { nativeDifferences } from './scenarios/websocket/native.ts'

test('native: differs from the standard where we know', async ({ run }, info) => {
  test.setTimeout(240_000)
  const failures: Record<string, string> = {}
  for (const name of standardFacts) {
    const failure = await run('wseventScenarios', name, { isNative: true }).then(() => '', String)
    if (failure) failures[name] = failure.split('\n', 1)[0] ?? ''
  }
  const known = nativeDifferences(info.project.name)
  expect(Object.keys(failures), JSON.stringify(failures, null, 2)).toEqual(known)
})
