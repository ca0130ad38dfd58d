import { CAN_TELL } from './abilities.ts'
import { ONERROR, type WebSocketsErrorEvent } from './events.ts'
import { sentence } from './sentences.ts'

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

/** Codes of what happens on the wire: they come as an ONERROR. */
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

/** Every code; `ERR_ABORTED` comes as a rejection of `opened` alone. */
export type ErrorCode = MisuseCode | WireCode | 'ERR_ABORTED'

/** What an error carries beside its code. */
export interface WebSocketsErrorInit {
  /** The platform's own error. */
  readonly cause?: unknown
  /** The HTTP status of a rejected handshake. */
  readonly status?: number
  /** Milliseconds that the server asked to wait (`Retry-After`, RFC 9110, section 10.2.3). */
  readonly retryAfter?: number
}

const DOCS = 'https://github.com/wsevent/wsevent/blob/main/docs/errors.md#'

/** The one error class: `code` is stable, `message` is a sentence that says what to do, with a link. */
export class WebSocketsError extends Error {
  override readonly name = 'WebSocketsError'
  /** A stable code; each has a section in the docs. */
  readonly code: ErrorCode
  /** The HTTP status of a rejected handshake, where the platform tells it. */
  declare readonly status?: number
  /** Milliseconds that the server asked to wait before the next attempt, where it did. */
  declare readonly retryAfter?: number

  /**
   * @param code - one of the documented codes
   * @param subject - what it is about: an option's or a method's name, never a URI
   * @param init - the platform's error and the handshake's answer, where there are any
   */
  constructor(code: ErrorCode, subject = '', init?: WebSocketsErrorInit) {
    super(`${sentence(code, subject)} ${DOCS}${code.toLowerCase()}`, init)
    // The cause stays as `Error` made it, not enumerable.
    Object.assign(this, init)
    this.code = code
  }
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
    ...(CAN_TELL && status && { status }),
    ...(cause !== undefined && { cause }),
  }
}
