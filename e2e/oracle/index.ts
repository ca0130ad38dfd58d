import type { Settings } from '../scenarios/harness.ts'
import { Observation } from './observation.ts'
import { type Probe, probes } from './probes.ts'
import { type Opener, openOurs, openRaw } from './socket.ts'
import { type Report, type Traffic, replay } from './traffic.ts'

/** What one platform did at one probe. */
export interface ProbeRecord {
  readonly name: string
  readonly raw: readonly string[]
  readonly ours: readonly string[]
}

/** Short enough for a table that is read, and for a run that is waited for. */
const TIMEOUTS = { connectTimeout: 1_000, closeTimeout: 1_000 }

/** The probes' names, each unique. */
export const names: readonly string[] = probes.map(({ name }) => name)

/** Shows the same behaviour, or the traffic of the settings, to a raw socket, then to ours. */
export async function run(
  name: string,
  settings: Settings & { readonly traffic?: Traffic },
): Promise<ProbeRecord | { readonly raw: Report; readonly ours: Report }> {
  if (settings.traffic !== undefined) return replay(settings.traffic, settings)
  const probe = probes.find((one) => one.name === name)
  if (probe === undefined) throw new Error(`there is no probe "${name}"`)
  const raw = await observe(openRaw(), probe, settings)
  const ours = await observe(openOurs(TIMEOUTS), probe, settings)
  return { name, raw, ours }
}

async function observe(
  open: Opener,
  { uri, protocols = [], onStart, onOpen }: Probe,
  { server }: Settings,
): Promise<readonly string[]> {
  // Chromium delays connections by the share of those that failed, so each that may fail follows one that does not.
  const success = new Observation()
  openRaw()(`${server.ws}/close?code=1000`, [], success)
  await success.read()

  const observation = new Observation(onOpen)
  const socket = observation.guard('opening', () => open(uri(server), protocols, observation))
  if (socket === undefined) observation.end()
  else onStart?.(socket, observation)
  const lines = await observation.read()
  socket?.abandon()
  return [...lines, ...wseventRunner.takeUncaught().map((error) => `uncaught ${String(error)}`)]
}
