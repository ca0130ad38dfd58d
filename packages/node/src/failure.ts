import type { Failure, WireCode } from '@wsevent/core'

const CODES: Readonly<Record<string, WireCode>> = {
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  ENOTFOUND: 'ERR_HOST_NOT_FOUND',
  EAI_AGAIN: 'ERR_HOST_NOT_FOUND',
  EPROTO: 'ERR_TLS_FAILED',
  HOSTNAME_MISMATCH: 'ERR_TLS_FAILED',
  // A certificate whose fault Node has no name for: a key that is too weak, for instance.
  UNSPECIFIED: 'ERR_TLS_FAILED',
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'ERR_MESSAGE_TOO_BIG',
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 'ERR_MESSAGE_TOO_BIG',
  ERR_STRING_TOO_LONG: 'ERR_MESSAGE_TOO_BIG',
}

// The names that Node and OpenSSL give to a bad handshake or certificate.
const TLS = /^ERR_(TLS|SSL|OSSL|CRYPTO)_|CERT|^UNABLE_TO_|CRL|^INVALID_(CA|PURPOSE)|^PATH_LENGTH/

// A name that the system, Node or its HTTP parser gave.
const NAME = /^[A-Z][A-Z_\d]+$/

// What `ws` finds wrong with an answer has no code.
const HANDSHAKE = /^(Invalid (Upgrade|Sec-WebSocket-\w+) header|Server (sent|indicated) [\w -]+)$/

/** What went wrong between here and a proxy; the message shows no credentials. */
export class ProxyError extends Error {
  /** Node's code, if it has one. */
  declare readonly code?: string
  /** The proxy's answer to CONNECT. */
  declare readonly status?: number
  declare readonly retryAfter?: number

  constructor(
    message: string,
    {
      cause,
      ...known
    }: { cause?: NodeJS.ErrnoException; status?: number; retryAfter?: number | undefined } = {},
  ) {
    super(message, { cause })
    Object.assign(this, cause?.code !== undefined && { code: cause.code }, known)
  }
}

/**
 * An error from Node or `ws` as a failure; the error itself is kept as the cause.
 * @param limit - the most bytes that a message may have, if that is known; 0 for no limit
 */
export function failureOf(
  cause: Error & { readonly code?: unknown },
  isOpen: boolean,
  limit?: number,
): Failure {
  if (cause instanceof ProxyError) {
    // Its own members: a polluted Object.prototype knows nothing.
    const known: Omit<Failure, 'code'> = Object.assign({}, cause)
    return { ...known, code: 'ERR_CONNECT_FAILED', cause, detail: cause.message }
  }
  const name = typeof cause.code === 'string' ? cause.code : ''
  const code = codeOf(name, isOpen)
  const isTooLong = name === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'
  const detail = isTooLong && limit ? limit : detailOf(code, name || cause.message, cause.message)
  return { code, cause, ...(detail !== undefined && { detail }) }
}

/** What a sentence may show of a cause. A message of Node's or of an agent's is not: it may hold a URI. */
function detailOf(code: WireCode, name: string, message: string): string | undefined {
  // OpenSSL's own reason, or what `ws` found wrong.
  if (code === 'ERR_TLS_FAILED' || code === 'ERR_PROTOCOL') return reasonOf(message)
  const isShown = code === 'ERR_CONNECT_FAILED' && (NAME.test(name) || HANDSHAKE.test(name))
  return isShown ? `the platform says "${name}"` : undefined
}

function codeOf(code: string, isOpen: boolean): WireCode {
  const known = Object.hasOwn(CODES, code) ? CODES[code] : undefined
  if (known) return known
  // The system's own codes mean a connection that broke; anything else broke the protocol.
  if (isOpen) return /^E[A-Z]+$/.test(code) ? 'ERR_CONNECTION_LOST' : 'ERR_PROTOCOL'
  return TLS.test(code) ? 'ERR_TLS_FAILED' : 'ERR_CONNECT_FAILED'
}

// Milliseconds: nobody waits for longer, and a number of 309 digits is none.
const LONGEST_WAIT = 3_600_000

/** Milliseconds of a `Retry-After` header, an hour at most: seconds, or a date (RFC 9110, section 10.2.3). */
export function retryAfterOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const delay = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return delay >= 0 ? Math.min(delay, LONGEST_WAIT) : undefined
}

/** OpenSSL packs its reason between its own names: `…:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:…`. */
function reasonOf(message: string): string {
  return /:SSL routines:[^:]*:([^:]+)/.exec(message)?.[1] ?? message.replace(/[\s:]+$/, '')
}
