import type { Settings } from '../scenarios/harness.ts'
import { type Probe, callAs, probes } from './probes.ts'
import { type Opener, openOurs, openRaw } from './socket.ts'
import { type Report, type Traffic, replay } from './traffic.ts'

export interface ProbeRecord {
  readonly name: string
  readonly raw: Report
  readonly ours: Report
}

/** Short enough for a table that is read, and for a run that is waited for. */
const TIMEOUTS = { connectTimeout: 1_000, closeTimeout: 1_000 }
const PATIENCE = 2_500

export const names: readonly string[] = probes.map(({ name }) => name)

/** Shows the same behaviour, or the traffic of the settings, to a raw socket, then to ours. */
export async function run(
  name: string,
  settings: Settings & { readonly traffic?: Traffic },
): Promise<ProbeRecord> {
  if (settings.traffic !== undefined) return { name, ...(await replay(settings.traffic, settings)) }
  const probe = probes.find((one) => one.name === name)
  if (probe === undefined) throw new Error(`there is no probe "${name}"`)
  const raw = await observe(openRaw(), probe, settings)
  return { name, raw, ours: await observe(openOurs(TIMEOUTS), probe, settings) }
}

async function observe(open: Opener, probe: Probe, { server }: Settings): Promise<Report> {
  // Chromium delays connections by the share of those that failed, so each that may fail follows one that does not.
  await untilClosed(openRaw(), `${server.ws}/close?code=1000`, {})
  const lines = await untilClosed(open, probe.uri(server), probe)
  return [...lines, ...wseventRunner.takeUncaught().map((error) => `uncaught ${String(error)}`)]
}

/** What a socket reports until it closes, an event a line; that no close comes is a line too. */
function untilClosed(open: Opener, uri: string, probe: Partial<Probe>): Promise<Report> {
  const lines: string[] = []
  const note = (line: string): unknown => lines.push(line)
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(`no close within ${PATIENCE / 1_000} s`), PATIENCE)
    const socket = callAs('opening', note, () =>
      open(uri, probe.protocols ?? [], {
        onOpen: (opened) => {
          note('open')
          probe.onOpen?.(opened, note)
        },
        onMessage: (data) => {
          const { name } = (data as object).constructor
          note(`message ${typeof data === 'string' ? `“${data.slice(0, 20)}”` : `(${name})`}`)
        },
        onError: (error) => note(`error ${error}`),
        onClose: (code, reason, wasClean) => {
          const quoted = reason === '' ? '' : ` “${reason}”`
          end(`close ${code}${quoted}${wasClean ? '' : ', not clean'}`)
        },
      }),
    )
    function end(...last: string[]): void {
      clearTimeout(timer)
      lines.push(...last)
      // What still comes in the same task, and in the next, is noted as well.
      setTimeout(() => {
        resolve([...lines])
        socket?.abandon()
      }, 20)
    }
    if (socket === undefined) end()
    else probe.onStart?.(socket, note)
  })
}
