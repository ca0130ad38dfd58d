import type { MessageData } from './data.ts'
import type { Faults } from './faults.ts'
import type { Line } from './line.ts'

/** How a connection ended, as the server saw it. */
export interface CloseInfo {
  /** The client's close code; 1005 if it gave none, 1006 if there was no close frame. */
  readonly code: number
  readonly reason: string
  readonly wasClean: boolean
}

/** What the client's side tells the server's; never inside a call that it makes. */
export interface PeerHandlers {
  onOpen(): void
  onMessage(data: MessageData): void
  /** Once, and last. */
  onClose(info: CloseInfo): void
}

/** The client's side of an accepted connection. */
export interface Peer {
  readonly line: Line
  send(data: MessageData): void
  close(code: number | undefined, reason: string): void
  /** Ends the server's direction. */
  endDown(): void
  /** Ends both directions at once. */
  cut(): void
}

/** A client that asks to connect; it gets exactly one answer, or none. */
export interface Request {
  readonly uri: string
  /** Offered subprotocols, in the client's order. */
  readonly protocols: readonly string[]
  /** Lower-case names; empty in a browser, which lets no script see them. */
  readonly headers: Readonly<Record<string, string>>
  accept(protocol: string, handlers: PeerHandlers): Peer
  refuse(): void
  failTls(code: string): void
  reject(answer: Faults['status']): void
}

/** Where requests go. */
export interface Receiver {
  receive(request: Request): void
}
