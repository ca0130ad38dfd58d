import { broadcast } from './broadcast.ts'
import { InspectorError } from './errors.ts'
import { causeFault, installFaults } from './faults.ts'
import { limitsOf, Recording, type Controls, type Inspection } from './recording.ts'
import type { Limits } from './ring.ts'
import { registry } from './registry.ts'
import { clientOf, watchClient, type Inspectable, type InspectableSocket } from './watch.ts'

/** Options of `inspect`. */
export interface InspectOptions extends Partial<Limits> {
  /** Tells an `<ws-inspector channel="…">` of another thread or page, over a BroadcastChannel. */
  readonly channel?: string | undefined
  /**
   * Puts faults between the page and its network: drop, delay, offline, kill and revive, for every WebSocket that is
   * made from now on. Not on Node. @defaultValue false
   */
  readonly faults?: boolean | undefined
  /** Whether payloads are kept, or sizes alone. @defaultValue true */
  readonly payloads?: boolean | undefined
}

const NAMES = ['maxRecords', 'maxBytes', 'channel', 'faults', 'payloads']

type Target = Inspectable | InspectableSocket

function clientsOf(targets: readonly Target[]): readonly Inspectable[] {
  const clients = targets.flatMap((target) => clientOf(target) ?? [])
  if (clients.length > 0 && clients.length === targets.length) return clients
  throw new InspectorError(
    'ERR_INVALID_CLIENT',
    'inspect(ws) needs a client of wsevent, a socket of wsevent/websocket, or an array of them.',
  )
}

function check(options: InspectOptions): void {
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name))
  if (unknown)
    throw new InspectorError(
      'ERR_INVALID_OPTION',
      `There is no option ${unknown}: ${NAMES.join(', ')}.`,
    )
}

function controlsOf(clients: readonly Inspectable[], hasFaults: boolean): Controls {
  return {
    hasFaults,
    act(action, number, value) {
      if (hasFaults && causeFault(action, value)) return
      const ws = clients[number - 1]
      if (action === 'send') ws?.send(String(value))
      else if (action === 'disconnect') ws?.disconnect()
      else if (action === 'wake') ws?.wake()
      else
        throw new InspectorError(
          'ERR_FAULTS_UNSUPPORTED',
          `inspect(ws, { faults: true }), before connect, makes ${action} possible.`,
        )
    },
  }
}

/**
 * Records what a client does, from now on: call it before `connect` to have the first byte. `<ws-inspector>` shows it,
 * also if it is opened later.
 * @param ws - a client, a socket of `wsevent/websocket`, or several of them
 * @throws InspectorError `ERR_INVALID_CLIENT`, `ERR_INVALID_OPTION`, `ERR_FAULTS_UNSUPPORTED`
 * @example
 * ```ts
 * const ws = WebSockets.new()
 * const inspection = inspect(ws)
 * ws.connect('wss://example.com/live', { reconnect: true })
 * // later
 * console.log(inspection.export({ redact: 'payloads' }))
 * inspection.stop()
 * ```
 */
export function inspect(ws: Target | readonly Target[], options: InspectOptions = {}): Inspection {
  const clients = clientsOf([ws].flat() as readonly Target[])
  check(options)
  const { channel, faults = false, payloads = true } = options
  const start = performance.now()
  const recording = new Recording(limitsOf(options), {
    name: '',
    startedAt: new Date(),
    now: () => performance.now() - start,
    controls: controlsOf(clients, faults),
  })
  if (faults) recording.onStop.push(installFaults(clients))
  if (channel !== undefined) broadcast(recording, channel)
  for (const [index, client] of clients.entries())
    watchClient(client, recording, index + 1, payloads)
  registry.add(recording)
  recording.onStop.push(() => registry.remove(recording))
  return recording
}
