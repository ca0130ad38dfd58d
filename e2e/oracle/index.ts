import type { Settings } from '../scenarios/harness.ts'
import type { Urls } from '../scenarios/test-server.ts'
import { watchUncaught } from '../scenarios/uncaught.ts'
import { callProbes } from './call-probes.ts'
import { endingProbes } from './ending-probes.ts'
import { handshakeProbes } from './handshake-probes.ts'
import WebSocket from 'isomorphic-ws'
import { Observation } from './observation.ts'
import { openOurs } from './ours.ts'
import type { Probe } from './probe.ts'
import { openRaw } from './raw.ts'
import type { Record as Row } from './record.ts'
import type { Opener } from './socket.ts'
import { type Report, type Traffic, replay } from './traffic.ts'

const probes: readonly Probe[] = [...handshakeProbes, ...callProbes, ...endingProbes]

/** The probes' names, each unique. */
export const names: readonly string[] = probes.map(({ name }) => name)

/** Plays the traffic of the settings with a raw socket, then with ours. */
async function runTraffic(settings: Settings & { readonly traffic?: Traffic }): Promise<Outcome> {
  const { traffic } = settings
  if (traffic === undefined) return { ok: false, error: 'the settings have no traffic' }
  const Raw = WebSocket as unknown as typeof globalThis.WebSocket
  return { ok: true, record: await replay(traffic, settings, Raw) }
}

interface Outcome {
  readonly ok: boolean
  readonly error?: string
  readonly record?: Row | { readonly raw: Report; readonly ours: Report }
}

/** Shows the same behaviour to a raw socket, then to ours. */
export async function run(name: string, settings: Settings): Promise<Outcome> {
  if (name === 'traffic') return runTraffic(settings)
  const { server } = settings
  const probe = probes.find((one) => one.name === name)
  if (probe === undefined) return { ok: false, error: `there is no probe "${name}"` }
  const uri = probe.uri(server)
  const raw = await observe(openRaw, probe, uri, server)
  const ours = await observe(openOurs, probe, uri, server)
  return { ok: true, record: { name, raw, ours, documented: probe.documented ?? [] } }
}

/** Chromium delays connections by the share of those that failed, so each that may fail follows one that does not. */
async function succeed({ ws }: Urls): Promise<void> {
  const observation = new Observation()
  openRaw({ uri: `${ws}/close?code=1000`, protocols: [] }, observation)
  await observation.read()
}

async function observe(
  open: Opener,
  probe: Probe,
  uri: string,
  server: Urls,
): Promise<readonly string[]> {
  await succeed(server)
  const uncaught = watchUncaught()
  const observation = new Observation()
  const { protocols = [], onStart, onOpen } = probe
  const letGo = open({ uri, protocols, onStart, onOpen }, observation)
  try {
    const lines = await observation.read()
    return [...lines, ...uncaught.stop().map((error) => `uncaught ${String(error)}`)]
  } finally {
    uncaught.stop()
    letGo()
  }
}
