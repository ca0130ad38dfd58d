import type { WebSocketsEvent } from 'wsevent'
import { type LooseClient, type Sdk, loadSdk } from '../scenarios/sdk.ts'
import { type Observation, closeLine, messageLine } from './observation.ts'
import type { Attempt, Opener, ProbeSocket } from './socket.ts'

/** Short enough for a table that is read, and for a run that is waited for. */
const TIMEOUTS = { connectTimeout: 1_000, closeTimeout: 1_000 }

/** Opens a client of the SDK. */
export const openOurs: Opener = (attempt, observation) => {
  const sdk = loadSdk()
  const ws = sdk.WebSockets.new()
  const loose = ws as unknown as LooseClient
  const socket: ProbeSocket = {
    send: (data) => loose.send(data),
    close: (...parameters) => loose.disconnect(...parameters),
    onMessage: (listener) => ws.addEventListener(sdk.ONMESSAGE, listener),
  }
  ws.addEventListener(sdk.WSEVENT, (event) => hear(sdk, event, attempt, socket, observation))
  try {
    const { protocols } = attempt
    ws.connect(attempt.uri, { ...TIMEOUTS, protocols })
  } catch (error) {
    observation.note(`connect throws ${(error as { readonly code: string }).code}`)
    observation.end()
    return () => undefined
  }
  attempt.onStart?.(socket, observation)
  return () => ws.disconnect()
}

function hear(
  sdk: Sdk,
  event: WebSocketsEvent,
  { onOpen }: Attempt,
  socket: ProbeSocket,
  observation: Observation,
): void {
  if (event.type === sdk.ONOPEN) {
    observation.note('open')
    onOpen?.(socket, observation)
  } else if (event.type === sdk.ONMESSAGE) observation.note(messageLine(event.data))
  else if (event.type === sdk.ONERROR) observation.note(`error ${event.code}`)
  else if (event.type === sdk.ONCLOSE) {
    observation.note(closeLine(event.code, event.reason, event.wasClean))
    observation.end()
  }
}
