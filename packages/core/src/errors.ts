import { ONERROR, type WebSocketsErrorEvent } from './events.ts'
import { messageOf } from './messages.ts'

/** Codes of misuse: a `WebSocketsError` with one of these is thrown at once, and nothing has changed. */
export type MisuseCode =
  | 'ERR_INVALID_URI'
  | 'ERR_INVALID_OPTION'
  | 'ERR_TLS_UNSUPPORTED'
  | 'ERR_OPTION_UNSUPPORTED'
  | 'ERR_INVALID_STATE'
  | 'ERR_INVALID_DATA'
  | 'ERR_INVALID_CLOSE'
  | 'ERR_INVALID_LISTENER'
  | 'ERR_QUEUE_FULL'

/** Codes of what happens on the wire: they arrive as an ONERROR. */
export type WireCode =
  | 'ERR_CONNECT_FAILED'
  | 'ERR_CONNECTION_REFUSED'
  | 'ERR_HOST_NOT_FOUND'
  | 'ERR_TLS_FAILED'
  | 'ERR_HANDSHAKE_REJECTED'
  | 'ERR_BLOCKED'
  | 'ERR_CONNECT_TIMEOUT'
  | 'ERR_HEARTBEAT_TIMEOUT'
  | 'ERR_CONNECTION_LOST'
  | 'ERR_PROTOCOL'
  | 'ERR_MESSAGE_TOO_BIG'
  | 'ERR_URI_PROVIDER'

/** Every code; `ERR_ABORTED` only ever rejects `opened`. */
export type ErrorCode = MisuseCode | WireCode | 'ERR_ABORTED'

/** What is known about an error beyond its code. */
export interface WebSocketsErrorInit {
  /** The platform's own error. */
  readonly cause?: unknown
  /** The HTTP status of a rejected handshake. */
  readonly status?: number
  /** Milliseconds that the server asked to wait (`Retry-After`, RFC 9110, section 10.2.3). */
  readonly retryAfter?: number
  /** What was given, or the platform's own reason, for the message: never a whole URI. */
  readonly detail?: unknown
}

/** Why a connection failed, as an adapter reports it. */
export interface Failure extends WebSocketsErrorInit {
  readonly code: WireCode
}

const DOCS = 'https://github.com/wsevent/wsevent/blob/main/docs/errors.md#'

/** The one error class: `code` is stable, `message` is for people and says what to do, with a link. */
export class WebSocketsError extends Error {
  override readonly name = 'WebSocketsError'
  /** A stable code; each has a section in the docs. */
  readonly code: ErrorCode
  /** The HTTP status of a rejected handshake, if the platform reports it. */
  declare readonly status?: number
  /** Milliseconds that the server asked to wait before the next attempt, if it did. */
  declare readonly retryAfter?: number

  /**
   * @param code - one of the documented codes
   * @param subject - what it is about: an option's or a method's name, a server's origin; never a whole URI
   * @param init - what else is known
   */
  constructor(code: ErrorCode, subject = '', init?: WebSocketsErrorInit) {
    super(`${messageOf(code, subject, init?.detail)} ${DOCS}${code.toLowerCase()}`, init)
    this.code = code
    if (__NODE__ && init?.status) this.status = init.status
    if (__NODE__ && init?.retryAfter) this.retryAfter = init.retryAfter
  }
}

/** A misuse; the short builds leave out what was given. */
export function misuse(code: MisuseCode, subject?: string, detail?: unknown): WebSocketsError {
  return new WebSocketsError(code, subject, __SENTENCES__ ? { detail } : undefined)
}

/** An error as its ONERROR has it: what is not known is absent. */
export function errorEventOf({
  code,
  message: reason,
  status,
  cause,
}: WebSocketsError): WebSocketsErrorEvent {
  return {
    type: ONERROR,
    code,
    reason,
    ...(__NODE__ && status && { status }),
    ...(cause !== undefined && { cause }),
  }
}
