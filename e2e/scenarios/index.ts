import { blob } from './blob.ts'
import { close } from './close.ts'
import { connecting } from './connecting.ts'
import { Harness, type Settings } from './harness.ts'
import { drops } from './drops.ts'
import { handlers } from './handlers.ts'
import { heartbeat } from './heartbeat.ts'
import { hostile } from './hostile.ts'
import { iteration } from './iteration.ts'
import { listeners } from './listeners.ts'
import { messages } from './messages.ts'
import { misuse } from './misuse.ts'
import { network } from './network.ts'
import { nodeOptions } from './node-options.ts'
import { openedClosed } from './opened-closed.ts'
import { queue } from './queue.ts'
import { reconnect } from './reconnect.ts'
import { refusals } from './refusals.ts'
import { reuse } from './reuse.ts'
import type { Scenario } from './scenario.ts'
import { signal } from './signal.ts'
import { subprotocols } from './subprotocols.ts'
import { surface } from './surface.ts'
import { tls } from './tls.ts'
import { uriFunctions } from './uri-functions.ts'
import { uris } from './uris.ts'

/** How long a scenario may take, in milliseconds. */
const DEADLINE = 20_000

/** How a scenario went. */
export interface Result {
  readonly ok: boolean
  readonly error?: string
  readonly record?: readonly string[]
}

/** The contract. */
export const scenarios: readonly Scenario[] = [
  surface,
  messages,
  subprotocols,
  close,
  refusals,
  drops,
  connecting,
  reuse,
  listeners,
  handlers,
  uris,
  tls,
  nodeOptions,
  misuse,
  openedClosed,
  signal,
  blob,
  iteration,
  hostile,
  reconnect,
  uriFunctions,
  heartbeat,
  queue,
  network,
].flat()

/** The scenarios' names, each unique. */
export const names: readonly string[] = scenarios.map(({ name }) => name)

/** Runs one scenario on this platform. */
export async function run(name: string, settings: Settings): Promise<Result> {
  const scenario = scenarios.find((one) => one.name === name)
  if (scenario === undefined) return { ok: false, error: `there is no scenario "${name}"` }
  const harness = new Harness(settings)
  try {
    await withDeadline(async () => {
      await scenario.run(harness)
      await harness.finish()
    })
    return { ok: true, record: harness.transcript() }
  } catch (error) {
    return {
      ok: false,
      error: [describe(error), ...harness.transcript()].join('\n'),
      record: harness.transcript(),
    }
  } finally {
    await harness.abandon()
  }
}

async function withDeadline(act: () => Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${DEADLINE} ms`)), DEADLINE)
  })
  try {
    await Promise.race([act(), late])
  } finally {
    clearTimeout(timer)
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // Firefox and WebKit leave the message out of the stack.
  return error.stack?.includes(error.message) === true
    ? error.stack
    : `${error.message}\n${error.stack}`
}
