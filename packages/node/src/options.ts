import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { ConnectOptions as CommonOptions, Rule, Rules, TlsVersion } from '@wsevent/core'
import { isTlsVersion } from './tls.ts'

/** A certificate or a key: PEM text, or its bytes. */
export type Pem = string | ArrayBufferView

/** Options of `connect` on Node: those of every platform, and what the `ws` package takes. */
export interface ConnectOptions extends CommonOptions {
  /** Exactly this TLS version, with `wss:` alone. @defaultValue TLS 1.2 or newer */
  readonly tls?: TlsVersion | undefined
  /** Headers of the handshake beside its own. @defaultValue none */
  readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined
  /** An `http.Agent`: a proxy, for instance. @defaultValue none */
  readonly agent?: object | undefined
  /** Certificate authorities to trust in place of the system's. */
  readonly ca?: Pem | readonly Pem[] | undefined
  /** The client's certificate chain. */
  readonly cert?: Pem | readonly Pem[] | undefined
  /** The client's private key. */
  readonly key?: Pem | readonly Pem[] | undefined
  /** The passphrase of `key`. */
  readonly passphrase?: string | undefined
  /** The name for SNI (RFC 6066, section 3), which the certificate is checked against. @defaultValue the URI's host */
  readonly servername?: string | undefined
  /** Whether a certificate that cannot be verified ends the attempt. @defaultValue true */
  readonly rejectUnauthorized?: boolean | undefined
  /** Bytes that a message may have; 0 is no limit. @defaultValue 104857600 */
  readonly maxPayload?: number | undefined
  /** Whether permessage-deflate (RFC 7692) is offered. @defaultValue false */
  readonly compression?: boolean | undefined
}

// RFC 6455, section 4.1: these make the handshake.
const OWN_HEADER = /^(connection|upgrade|sec-websocket-.*)$/i

const isString: Rule = (value) => typeof value === 'string'
const isBoolean: Rule = (value) => typeof value === 'boolean'
const isPem: Rule = (value) => typeof value === 'string' || ArrayBuffer.isView(value)
const isPems: Rule = (value) =>
  Array.isArray(value) ? value.every((item) => isPem(item)) : isPem(value)

function isHeader([name, value]: [string, unknown]): boolean {
  if (OWN_HEADER.test(name)) return false
  const values: unknown[] = Array.isArray(value) ? value : [value]
  try {
    validateHeaderName(name)
    for (const item of values) validateHeaderValue(name, item as string)
    return values.every((item) => isString(item))
  } catch {
    return false
  }
}

/** A `Map` or a `Headers` has no entries of its own: it would be dropped without a word. */
function isPlain(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]'
}

/** The options that are Node's own: the rule of each. */
export const nodeOptions: Rules = {
  // TLS asked for where there is none: a security that the connection would not have.
  tls: (value, uri) => isTlsVersion(value) && !uri?.startsWith('ws:'),
  headers: (value) => isPlain(value) && Object.entries(value).every(isHeader),
  agent: (value) => typeof (value as { addRequest?: unknown } | null)?.addRequest === 'function',
  ca: isPems,
  cert: isPems,
  key: isPems,
  passphrase: isString,
  servername: isString,
  rejectUnauthorized: isBoolean,
  maxPayload: (value) =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0x7fffffff,
  compression: isBoolean,
}
