import type { Message } from '../messages.ts'

/** Text arrives as a string; binary as the contender gives it. */
export type Data = string | ArrayBuffer | Uint8Array

export interface Handlers {
  readonly onOpen: () => void
  readonly onMessage: (data: Data) => void
  readonly onClose: () => void
}

export interface Connection {
  readonly send: (data: Message) => void
  readonly close: () => void
}

/** What every client is to the bench. */
export interface Contender {
  readonly title: string
  /** Whether it can open again after a drop. */
  readonly reconnects?: boolean
  /** Whether it differs from another in sending alone. */
  readonly isSender?: boolean
  readonly open: (uri: string, handlers: Handlers, isReconnecting?: boolean) => Connection
}

/** Milliseconds until a contender that reconnects opens again. */
export const DELAY = 1

/** A socket with the interface of the WHATWG's WebSocket. */
export function attach(socket: object, { onOpen, onMessage, onClose }: Handlers): Connection {
  const websocket = socket as WebSocket
  websocket.binaryType = 'arraybuffer'
  websocket.onopen = () => onOpen()
  websocket.onmessage = (event: MessageEvent<Data>) => onMessage(event.data)
  websocket.onerror = () => {}
  websocket.onclose = () => onClose()
  return { send: (data) => websocket.send(data), close: () => websocket.close() }
}
