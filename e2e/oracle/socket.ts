import IsomorphicWebSocket from 'isomorphic-ws'
import type { ConnectOptions } from 'wsevent'
import type { LooseClient } from '../scenarios/sdk.ts'

/** What a probe can do to a socket, raw or ours. */
export interface ProbeSocket {
  /** What the socket takes, and what it must not. */
  send(data: unknown): void
  close(...parameters: readonly unknown[]): void
  onMessage(listener: () => void): void
  abandon(): void
}

/** What a socket reports, raw or ours. */
export interface Observer {
  onOpen(socket: ProbeSocket): void
  onMessage(data: unknown, socket: ProbeSocket): void
  onError(error: string): void
  onClose(code: number, reason: string, wasClean: boolean): void
}

export type Opener = (uri: string, protocols: readonly string[], observer: Observer) => ProbeSocket

type RawClass = new (
  uri: string,
  protocols: readonly string[],
) => WebSocket & { terminate?(): void }

/** Opens a socket of `isomorphic-ws`: the native class, or `ws` on Node. */
export function openRaw(binaryType?: BinaryType): Opener {
  return (uri, protocols, observer) => {
    const raw = new (IsomorphicWebSocket as unknown as RawClass)(uri, protocols)
    if (binaryType !== undefined) raw.binaryType = binaryType
    const socket: ProbeSocket = {
      send: (data) => raw.send(data as string),
      close: (...parameters) => raw.close(...(parameters as [number])),
      onMessage: (listener) => raw.addEventListener('message', listener),
      abandon: () => (raw.terminate === undefined ? raw.close() : raw.terminate()),
    }
    raw.addEventListener('open', () => observer.onOpen(socket))
    raw.addEventListener('message', ({ data }) => observer.onMessage(data, socket))
    raw.addEventListener('error', (event) => {
      const { error, message } = event as Event & {
        message?: string
        error?: NodeJS.ErrnoException
      }
      const cause = error?.code || error?.message || message
      observer.onError(`[${raw.readyState}] ${cause ? `“${cause}”` : 'without a word'}`)
    })
    raw.addEventListener('close', ({ code, reason, wasClean }) =>
      observer.onClose(code, reason, wasClean),
    )
    return socket
  }
}

/** Opens a client of the SDK. */
export function openOurs(options: ConnectOptions = {}): Opener {
  return (uri, protocols, observer) => {
    const ws = globalThis.wsevent.WebSockets.new()
    const loose: LooseClient = ws
    const socket: ProbeSocket = {
      send: (data) => loose.send(data),
      close: (...parameters) => loose.disconnect(...parameters),
      onMessage: (listener) => ws.addEventListener('message', listener),
      abandon: () => ws.disconnect(),
    }
    ws.addEventListener('wsevent', (event) => {
      if (event.type === 'open') observer.onOpen(socket)
      else if (event.type === 'message') observer.onMessage(event.data, socket)
      else if (event.type === 'error') observer.onError(event.code)
      else observer.onClose(event.code, event.reason, event.wasClean)
    })
    ws.connect(uri, { ...options, protocols })
    return socket
  }
}
