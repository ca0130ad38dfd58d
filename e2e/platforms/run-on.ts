import type { TestInfo } from '@playwright/test'
import { ranOn } from './annotations.ts'
import type { Platform } from './platform.ts'
import { readEnvironment } from './environment.ts'

type Suite = 'wseventScenarios' | 'wseventOracle'

/** Runs one entry of a suite on the project's platform; gives its record, throws where it failed. */
export async function runOn(
  platform: Platform,
  info: TestInfo,
  suite: Suite,
  name: string,
): Promise<unknown> {
  info.annotations.push({ type: ranOn, description: platform.description })
  const settings = { platform: info.project.name, server: readEnvironment().server }
  const result = await platform.evaluate(
    (request) => wseventRunner.run(request.suite, request.name, request.settings),
    {
      suite,
      name,
      settings,
    },
  )
  if (!result.ok) throw new Error(result.error ?? 'it failed and did not say why')
  return result.record
}
