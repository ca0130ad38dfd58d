import type { Failure } from './errors.ts'
import type { MessageData, ResponseHeaders, SendData, TlsInfo } from './events.ts'
import type { Options, Values } from './validate.ts'

/** What a transport is to open. */
export interface TransportRequest {
  /** An absolute `ws:` or `wss:` URI, credentials included. */
  readonly uri: string
  /** Subprotocols in the order of preference. */
  readonly protocols: readonly string[]
  /** Milliseconds that a closing handshake may take. */
  readonly closeTimeout: number
  /** All options of this attempt, checked, the platform's own included. */
  readonly options: Values
}

/** What is known when a transport has opened. */
export interface OpenInfo {
  /** The subprotocol that the server chose; empty if it chose none. */
  readonly protocol: string
  /** The header that says which extensions are in use, where the platform tells it. */
  readonly extensions?: string
  readonly tls?: TlsInfo
  readonly headers?: ResponseHeaders
}

/** How a transport ended. */
export interface CloseInfo {
  readonly code: number
  readonly reason: string
  readonly wasClean: boolean
}

/**
 * What a transport calls, in a task or microtask of its own, never inside a call that core makes: `onOpen` at most once,
 * `onClose` exactly once and last, nothing after `drop`.
 */
export interface TransportHandlers {
  onOpen(info: OpenInfo): void
  onMessage(data: MessageData): void
  /** A ping or pong frame arrived: a sign of life. */
  onPong(): void
  /** Bytes left the platform's buffer. */
  onDrain(): void
  /** `info` is absent if there was no closing handshake; `failure` is why, if the platform knows. */
  onClose(info?: CloseInfo, failure?: Failure): void
}

/** One connection, never reused. */
export interface Transport {
  /** Payload bytes that were handed over and have not left. */
  readonly bufferedAmount: number
  /** Bytes received so far, partial frames included, if the platform counts them. */
  readonly bytesRead?: number
  /**
   * Hands a message over; false if the socket no longer takes any. The bytes are consumed or copied at once. If it throws,
   * nothing has been taken.
   * @param size - its payload in bytes, if it has been counted
   */
  send(data: SendData, size?: number): boolean
  /** Starts the closing handshake, after what was sent; core always gives a code. */
  close(code?: number, reason?: string): void
  /** Ends at once and calls nobody any more; harmless at any time. */
  drop(): void
  /** Sends a ping frame, if the platform can. */
  ping?(): void
  /** Stops reading, if the platform can. */
  pause?(): void
  resume?(): void
}

/** Time in milliseconds. */
export interface Clock {
  /** Time that passed since some moment, on a clock that nobody can set. */
  now(): number
  /** Calls back once, after a delay, never after `Infinity`; returns a function that prevents it, harmless at any time. */
  later(delay: number, callback: () => void): () => void
}

/** What a page knows of its network and of its own sleep. */
export interface Network {
  /** Calls when the network is back, or when the page may have slept; returns a function that ends it. */
  watch(onWake: () => void): () => void
}

/** What an adapter gives core. */
export interface Platform {
  /** Returns why, if the platform refuses at once. */
  openTransport(request: TransportRequest, handlers: TransportHandlers): Transport | Failure
  readonly clock: Clock
  /** From 0 to 1, 1 excluded. */
  random(): number
  /** Throws again where the platform hears of uncaught errors. */
  reportError(error: unknown): void
  /** Every option of `connect` here: core's `commonOptions`, or `optionsWithPing()` if transports have `ping`, and the platform's own. */
  readonly options: Options
  isBlob(data: unknown): boolean
  /** Payload bytes of a message: UTF-8 for text. */
  sizeOf(data: SendData): number
  /** What a relative URI is resolved against. */
  baseUri?(): string | undefined
  /** What the options ask of a URI besides. @throws `ERR_INVALID_OPTION` */
  checkUri?(uri: string, options: Values): void
  readonly network?: Network
}
