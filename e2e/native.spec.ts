// The facts of the W3C class asked of the platform's own: where that differs, ours is nearer to the standard.
import { expect, test } from './platforms/test.ts'
import { standardFacts } from './scenarios/index.ts'
import { nativeDifferences } from './scenarios/websocket/native.ts'

test('native: differs from the standard where we know', async ({ run }, info) => {
  test.setTimeout(240_000)
  const found: string[] = []
  const why: string[] = []
  for (const name of standardFacts) {
    const failure = await run('wseventScenarios', name, { isNative: true }).then(() => '', String)
    if (failure) found.push(name)
    if (failure) why.push(`${name}: ${failure.split('\n', 1)[0]}`)
  }
  info.annotations.push({ type: 'native', description: why.join('\n') })
  console.log(why.join('\n'))
  expect(found).toEqual(nativeDifferences(info.project.name))
})
