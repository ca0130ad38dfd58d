import type { ErrorCode, MisuseCode, WireCode } from './codes.ts'
import { ONERROR, type ResponseHeaders, type WebSocketsErrorEvent } from './events.ts'
import { messageOf } from './messages.ts'

/** What is known about an error beyond its code. */
export interface WebSocketsErrorInit {
  /** The platform's own error. */
  readonly cause?: unknown
  /** The HTTP status of a rejected handshake. */
  readonly status?: number
  /** The headers of its answer. */
  readonly headers?: ResponseHeaders
  /** Milliseconds that the server asked to wait (`Retry-After`, RFC 9110, section 10.2.3). */
  readonly retryAfter?: number
  /** What was given, or the platform's own reason, for the message: never a whole URI. */
  readonly detail?: unknown
}

/** Why a connection failed, as an adapter reports it. */
export interface Failure extends WebSocketsErrorInit {
  readonly code: WireCode
}

// The same page is in the package: wsevent/docs/errors.md.
const DOCS = `https://github.com/wsevent/wsevent/blob/wsevent@${__VERSION__}/docs/errors.md#`

/** The one error class: `code` is stable, `message` is for people and says what to do, with a link. */
export class WebSocketsError extends Error {
  override readonly name = 'WebSocketsError'
  /** A stable code; each has a section in the docs. */
  declare readonly code: ErrorCode
  /** The HTTP status of a rejected handshake, if the platform reports it. */
  declare readonly status?: number
  /** The headers of its answer, if the platform reports them. */
  declare readonly headers?: ResponseHeaders
  /** Milliseconds that the server asked to wait before the next attempt, if it did. */
  declare readonly retryAfter?: number

  /**
   * @param code - one of the documented codes
   * @param subject - what it is about: an option's or a method's name, a server's origin; never a whole URI
   * @param init - what else is known
   */
  constructor(code: ErrorCode, subject = '', init?: WebSocketsErrorInit) {
    const text = __SENTENCES__
      ? messageOf(code, subject, init?.detail)
      : code + (subject && ` ${subject}`)
    super(`${text} ${DOCS}${code.toLowerCase()}`, __NODE__ ? ownOf(init) : init)
    this.code = code
    if (!__NODE__) return
    const { status, headers, retryAfter } = ownOf(init)
    if (status) this.status = status
    if (headers) this.headers = headers
    if (retryAfter) this.retryAfter = retryAfter
  }
}

/** A polluted Object.prototype knows nothing. */
function ownOf(init: WebSocketsErrorInit | undefined): WebSocketsErrorInit {
  return { __proto__: null, ...init } as WebSocketsErrorInit
}

// What is not known is undefined, whatever a polluted Object.prototype has: a retry depends on it.
if (__NODE__) {
  const unknown = { status: undefined, headers: undefined, retryAfter: undefined }
  Object.assign(WebSocketsError.prototype, unknown)
}

/** A misuse; the short builds leave out what was given. */
export function misuse(code: MisuseCode, subject?: string, detail?: unknown): WebSocketsError {
  return __SENTENCES__
    ? new WebSocketsError(code, subject, { detail })
    : new WebSocketsError(code, subject)
}

/** What this side found; the short builds leave out the detail. */
export function failure(code: WireCode, detail?: unknown): Failure {
  return __SENTENCES__ ? { code, detail } : { code }
}

/** An error as its ONERROR has it: what is not known is absent. */
export function errorEventOf({
  code,
  message: reason,
  status,
  headers,
  cause,
}: WebSocketsError): WebSocketsErrorEvent {
  return {
    type: ONERROR,
    code,
    reason,
    ...(__NODE__ && status && { status }),
    ...(__NODE__ && headers && { headers }),
    ...(cause !== undefined && { cause }),
  }
}
