import { Harness, type Settings } from './harness.ts'
import { scenarios } from './scenario.ts'
import './surface.ts'
import './messages.ts'
import './subprotocols.ts'
import './close.ts'
import './refusals.ts'
import './drops.ts'
import './connecting.ts'
import './reuse.ts'
import './listeners.ts'
import './handlers.ts'
import './uris.ts'
import './tls.ts'
import './node-options.ts'
import './misuse.ts'
import './opened-closed.ts'
import './signal.ts'
import './blob.ts'
import './iteration.ts'
import './hostile.ts'
import './reconnect.ts'
import './uri-functions.ts'
import './heartbeat.ts'
import './queue.ts'
import './drained.ts'
import './watching.ts'
import './network.ts'
import './websocket/index.ts'

/** How long a scenario may take, in milliseconds. */
const DEADLINE = 20_000

export { standardFacts } from './websocket/index.ts'

export const names: readonly string[] = scenarios.map(({ name }) => name)

/** Runs one scenario on this platform; rejects where it fails. */
export async function run(name: string, settings: Settings): Promise<void> {
  const scenario = scenarios.find((one) => one.name === name)
  if (scenario === undefined) throw new Error(`there is no scenario "${name}"`)
  const harness = new Harness(settings)
  const deadline = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`not done within ${DEADLINE} ms`)), DEADLINE)
  })
  try {
    await Promise.race([scenario.run(harness), deadline])
    await Promise.race([harness.finish(), deadline])
  } catch (error) {
    if (error instanceof Error) error.message += `\n${harness.transcript().join('\n')}`
    throw error
  } finally {
    await harness.abandon()
  }
}
