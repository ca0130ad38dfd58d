// The build in the workers that no platform of the contract is: shared between pages, and between a page and its network.
import { readEnvironment } from './platforms/environment.ts'
import { inWorker } from './platforms/platform.ts'
import { expect, test } from './platforms/test.ts'

const SCENARIOS = [
  'messages: text comes back as it was sent',
  'messages: an ArrayBuffer comes back as an ArrayBuffer',
  'close: the server sees the client’s code and reason',
]

for (const kind of ['shared', 'service'] as const) {
  test(`a ${kind} worker echoes text and binary, and closes`, async ({ engine }, info) => {
    const { worker, server } = readEnvironment()
    const settings = { platform: info.project.name, server }
    await engine.open(worker)
    for (const name of SCENARIOS) {
      const { error } = await inWorker(engine, kind)(
        (request) => wseventRunner.run('wseventScenarios', request.name, request.settings),
        { name, settings },
      )
      expect(error).toBe('')
    }
  })
}
