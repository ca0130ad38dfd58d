import WebSocket from 'isomorphic-ws'
import { type Observation, closeLine, messageLine } from './observation.ts'
import type { Opener, ProbeSocket } from './socket.ts'

interface RawSocket {
  readonly readyState: number
  send(data: unknown): void
  close(...parameters: readonly unknown[]): void
  terminate?(): void
  addEventListener(type: string, listener: (event: RawEvent) => void): void
}

interface RawEvent {
  readonly data?: unknown
  readonly code?: number
  readonly reason?: string
  readonly wasClean?: boolean
  readonly message?: string
  readonly error?: { readonly code?: string; readonly message?: string }
}

type RawClass = new (uri: string, protocols: readonly string[]) => RawSocket

/** Opens a socket of `isomorphic-ws`: the native class, or `ws` on Node. */
export const openRaw: Opener = ({ uri, protocols, onStart, onOpen }, observation) => {
  let socket: RawSocket
  try {
    socket = new (WebSocket as unknown as RawClass)(uri, [...protocols])
  } catch (error) {
    observation.note(`constructor throws ${(error as Error).name}`)
    observation.end()
    return () => undefined
  }
  const probed = probeSocketOf(socket)
  socket.addEventListener('open', () => {
    observation.note('open')
    onOpen?.(probed, observation)
  })
  listen(socket, observation)
  onStart?.(probed, observation)
  return () => (socket.terminate === undefined ? socket.close() : socket.terminate())
}

function probeSocketOf(socket: RawSocket): ProbeSocket {
  return {
    send: (data) => socket.send(data),
    close: (...parameters) => socket.close(...parameters),
    onMessage: (listener) => socket.addEventListener('message', listener),
  }
}

function listen(socket: RawSocket, observation: Observation): void {
  socket.addEventListener('message', ({ data }) => observation.note(messageLine(data)))
  socket.addEventListener('error', ({ error, message }) => {
    const told = error?.code ?? error?.message ?? message ?? ''
    observation.note(`error [${socket.readyState}] ${told === '' ? 'without a word' : `“${told}”`}`)
  })
  socket.addEventListener('close', ({ code, reason, wasClean }) => {
    observation.note(closeLine(code ?? -1, reason ?? '', wasClean === true))
    observation.end()
  })
}
