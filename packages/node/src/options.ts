import { validateHeaderName, validateHeaderValue } from 'node:http'
import {
  WebSocketsError,
  option,
  optionsWithPing,
  type ConnectOptions as CommonOptions,
  type Options,
  type Rule,
  type Target as CommonTarget,
  type TlsVersion,
  type UriProvider as CommonUriProvider,
  type UrlLike,
  type Values,
} from '@wsevent/core'
import { isProxy } from './proxy.ts'
import { isTlsVersion, tlsSettings } from './tls.ts'

/** A certificate or a key: PEM text, or its bytes. */
export type Pem = string | ArrayBufferView

/** The options that only Node has: most of them are those of the `ws` package. */
export interface NodeOptions {
  /** Exactly this TLS version, with `wss:` alone. @defaultValue TLS 1.2 or newer */
  readonly tls?: TlsVersion | undefined
  /** Headers to add to the handshake. @defaultValue none */
  readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined
  /** An `http.Agent`, to go through a proxy, for instance. @defaultValue none */
  readonly agent?: object | undefined
  /**
   * The URL of an HTTP proxy, `http:` or `https:`, which may have credentials; or whether the environment says which
   * (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY). @defaultValue what NODE_USE_ENV_PROXY and --use-env-proxy say
   */
  readonly proxy?: string | UrlLike | boolean | undefined
  /** Certificate authorities to trust instead of Node's own list. */
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
  /** The most bytes that a message may have; 0 is 2147483647. @defaultValue 104857600 */
  readonly maxPayload?: number | undefined
  /** Whether permessage-deflate (RFC 7692) is offered. @defaultValue false */
  readonly compression?: boolean | undefined
}

/** Options of `connect` on Node: those of every platform and Node's own. */
export interface ConnectOptions extends CommonOptions, NodeOptions {}

/** What a URI function may return besides a URI alone: for this attempt, it may replace any option that only Node has. */
export interface Target extends CommonTarget, NodeOptions {}

/** Called anew for each attempt, after `connect` has returned: fresh tokens, another server. */
export type UriProvider = CommonUriProvider<Target>

// RFC 6455, section 4.1: these make the handshake.
const OWN_HEADER = /^(connection|upgrade|sec-websocket-.*)$/i

// Bytes: no version of Node has smaller buffers.
const LARGEST = 0x7fffffff

const TLS = 'TLS_1_0, TLS_1_1, TLS_1_2 or TLS_1_3, with a wss: URI'
const PEM = 'a string or bytes, or an array of them'

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

/** A `Map` or a `Headers` has no entries of its own: it would be dropped silently. */
function isPlain(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]'
}

/** Node's own options, and how each reaches `ws`: by its own name, unless `wsOptions` says otherwise. */
const nodeOptions: Options = {
  tls: option(isTlsVersion, undefined, TLS),
  headers: option(
    (value) => isPlain(value) && Object.entries(value).every(isHeader),
    undefined,
    'an object of strings or arrays of strings, without CR, LF or NUL, and without the headers that make the handshake',
  ),
  agent: option(
    (value) => typeof (value as { addRequest?: unknown } | null)?.addRequest === 'function',
    undefined,
    'an http.Agent',
  ),
  proxy: option(
    isProxy,
    undefined,
    'an http: or https: URL or a boolean, and false or left out where there is an agent (SOCKS needs one)',
  ),
  ca: option(isPems, undefined, PEM),
  cert: option(isPems, undefined, PEM),
  key: option(isPems, undefined, PEM),
  passphrase: option(isString, undefined, 'a string'),
  servername: option(isString, undefined, 'a string'),
  rejectUnauthorized: option(isBoolean, undefined, 'a boolean'),
  maxPayload: option(
    (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LARGEST,
    104_857_600,
    'an integer from 0 to 2147483647, in bytes; 0 is no limit',
  ),
  compression: option(isBoolean, false, 'a boolean'),
}

/** The options of every platform, and Node's own. */
export const options: Options = { ...optionsWithPing(), ...nodeOptions }

/**
 * What the options ask of the URI: TLS where there is none would be a security that the connection does not have.
 * @throws `ERR_INVALID_OPTION`
 */
export function checkUri(uri: string, { tls }: Values): void {
  if (tls && uri.startsWith('ws:'))
    throw new WebSocketsError('ERR_INVALID_OPTION', 'tls', { detail: { given: tls, must: TLS } })
}

/** The options as they are now: what is changed in an object or an array later reaches no retry. */
export function snapshotOf(given: ConnectOptions | undefined): ConnectOptions | undefined {
  if (!isPlain(given)) return given
  const { headers } = given
  return copyOf(headers ? { ...given, headers: copyOf(headers) } : given)
}

/** A copy of an object, and of the arrays in it. */
function copyOf<Given>(given: Given): Given {
  if (!isPlain(given)) return given
  const entries = Object.entries(given).map(([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value) ? [...(value as unknown[])] : value,
  ])
  return Object.fromEntries(entries) as Given
}

/** The options as `ws` takes them. */
export function wsOptions(given: Values): Values {
  const {
    tls,
    compression,
    maxPayload,
    proxy: _,
    ...passed
  } = Object.fromEntries(
    Object.keys(nodeOptions)
      .filter((name) => given[name] !== undefined)
      .map((name) => [name, given[name]]),
  )
  return {
    ...passed,
    ...tlsSettings(tls as TlsVersion),
    perMessageDeflate: compression,
    // Where there is no limit, a length that no buffer can have would be an exception.
    maxPayload: maxPayload || LARGEST,
  }
}
