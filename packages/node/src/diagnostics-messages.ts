/** What every message of `diagnostics_channel` says. */
export interface DiagnosticsMessage {
  /** Numbers the clients that somebody observes, from 1, in this process. */
  readonly client: number
  /** 1 for the first of a `connect`. */
  readonly attempt: number
  /** Without query and credentials; empty if the URI is not known, because its function failed. */
  readonly url: string
  /** Payload bytes that the client holds: the queue, and what has not left. */
  readonly bufferedAmount: number
}

/** Of the tracing channel `wsevent:connect`: the same object from the start to the end of one attempt. */
export interface ConnectMessage extends DiagnosticsMessage {
  /** Milliseconds that the attempt waited before it started; undefined for the first. */
  readonly delay: number | undefined
  /** Empty: what a subscriber of `start` adds goes into the handshake. */
  readonly headers: Record<string, string>
  /** Once it has opened. */
  protocol?: string
  /** If it failed. */
  error?: DiagnosticsError
}

/** Why a connection failed; without the platform's own error, whose text may hold a whole URI. */
export interface DiagnosticsError extends Error {
  readonly code: string
  readonly status?: number
}

/** Of `wsevent:open`. */
export interface OpenMessage extends DiagnosticsMessage {
  readonly protocol: string
  /** Milliseconds from the start of the attempt. */
  readonly duration: number
}

/** Of `wsevent:error`. */
export interface ErrorMessage extends DiagnosticsMessage {
  readonly code: string
  readonly reason: string
  /** The HTTP status of a rejected handshake. */
  readonly status: number | undefined
}

/** Of `wsevent:close`. */
export interface CloseMessage extends DiagnosticsMessage {
  readonly code: number
  readonly reason: string
  readonly wasClean: boolean
  readonly willReconnect: boolean
  /** Messages. */
  readonly unsent: number
  /** Messages. */
  readonly unconfirmed: number
  /** Bytes of the socket, the handshake and all frames included; 0 if it never opened. */
  readonly bytesRead: number
  readonly bytesWritten: number
  /** Milliseconds from a heartbeat's probe to its answer, the last one of this connection. */
  readonly roundTrip: number | undefined
}

/** Of `wsevent:retry`; `attempt` is the one to come. */
export interface RetryMessage extends DiagnosticsMessage {
  /** Milliseconds. */
  readonly delay: number
  /** The close code of the attempt before. */
  readonly code: number
}
