import type { WebSocketsError } from './errors.ts'
import type { MessageData, SendData, TlsInfo } from './events.ts'
import type { Rules } from './rules.ts'

/** What a transport is asked to open. */
export interface TransportRequest {
  /** An absolute `ws:` or `wss:` URI, credentials included. */
  readonly uri: string
  /** Subprotocols in the order of preference. */
  readonly protocols: readonly string[]
  /** Milliseconds that a closing handshake may take. */
  readonly closeTimeout: number
  /** The platform's own options, checked by the platform. */
  readonly options: Readonly<Record<string, unknown>>
}

/** What a transport tells when it is open. */
export interface OpenInfo {
  /** The subprotocol that the server chose; empty where it chose none. */
  readonly protocol: string
  readonly tls?: TlsInfo
}

/** How a transport ended. */
export interface CloseInfo {
  readonly code: number
  readonly reason: string
  readonly wasClean: boolean
}

/**
 * What a transport calls, in a task or microtask of its own, never inside a call of core's: `onOpen` at most once,
 * `onClose` exactly once and last, nothing after `drop`.
 */
export interface TransportHandlers {
  onOpen(info: OpenInfo): void
  onMessage(data: MessageData): void
  /** A ping or pong frame came in: a sign of life. */
  onPong(): void
  /** Bytes left the platform's buffer. */
  onDrain(): void
  /** `info` is absent where there was no closing handshake. */
  onClose(info?: CloseInfo, cause?: WebSocketsError): void
}

/** One connection, never reused. */
export interface Transport {
  /** Payload bytes that were handed over and have not left. */
  readonly bufferedAmount: number
  /** Bytes that came in so far, frames not yet whole included, where the platform tells. */
  readonly bytesRead?: number
  /** Hands a message over; false where the socket no longer takes any. The bytes are consumed or copied at once. */
  send(data: SendData): boolean
  /** Starts the closing handshake, after what was sent. */
  close(code: number, reason: string): void
  /** Ends at once and calls nobody any more; harmless at any time. */
  drop(): void
  /** Sends a ping frame, where the platform can. */
  ping?(): void
  /** Stops reading, where the platform can. */
  pause?(): void
  resume?(): void
}

/** Time, as the platform has it; all in milliseconds. */
export interface Clock {
  now(): number
  /** Calls back once, after a delay of at most 2^31 − 1; returns what prevents it, harmless at any time. */
  later(delay: number, callback: () => void): () => void
}

/** What a page knows of its network and of its own sleep. */
export interface Network {
  isOffline(): boolean
  /** Calls when the network is back, or when the page may have slept; returns what ends it. */
  watch(onWake: () => void): () => void
}

/** What an adapter gives core. */
export interface Platform {
  /** Throws a `WebSocketsError` where the platform refuses at once. */
  openTransport(request: TransportRequest, handlers: TransportHandlers): Transport
  readonly clock: Clock
  /** From 0 to 1, 1 excluded. */
  random(): number
  /** Throws again where the platform hears of uncaught errors. */
  reportError(error: unknown): void
  /** The options that are the platform's own: the rule of each, by name. */
  readonly options: Rules
  /** Whether transports have `ping`. */
  readonly canPing?: boolean
  isBlob(data: unknown): boolean
  /** Payload bytes of a message: UTF-8 for text. */
  sizeOf(data: SendData): number
  /** What a relative URI is resolved against. */
  baseUri?(): string | undefined
  readonly network?: Network
}
