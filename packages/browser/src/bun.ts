import {
  Client,
  option,
  optionsWithPing,
  type ConnectOptions as CommonOptions,
  type Options,
  type Platform,
  type Rule,
  type Target as CommonTarget,
  type TransportRequest,
  type UriProvider as CommonUriProvider,
  type UrlLike,
} from '@wsevent/core'
import { reader, type FailureOf } from './failure.ts'
import { HEADERS, headersOf, isHeaders, type Headers } from './headers.ts'
import { native } from './platform.ts'
import { refusals } from './refusals.ts'
import { nativeClass, open } from './transport.ts'

export * from '@wsevent/core/names'

/** A certificate or a key: PEM text, or its bytes. */
type Pem = string | ArrayBufferView

/** The options that Bun's `WebSocket` takes beside those of every platform. */
export interface BunOptions {
  /** Headers to add to the handshake. @defaultValue none */
  readonly headers?: Headers | undefined
  /** The URL of an HTTP proxy; Bun takes none from the environment. @defaultValue none */
  readonly proxy?: string | UrlLike | false | undefined
  /** Certificate authorities to trust instead of Bun's own. */
  readonly ca?: Pem | readonly Pem[] | undefined
  /** The client's certificate chain. */
  readonly cert?: Pem | readonly Pem[] | undefined
  /** The client's private key. */
  readonly key?: Pem | readonly Pem[] | undefined
  /** The passphrase of `key`. */
  readonly passphrase?: string | undefined
  /** The name for SNI, which the certificate is checked against. @defaultValue the URI's host */
  readonly servername?: string | undefined
  /** Whether a certificate that cannot be verified ends the attempt. @defaultValue true */
  readonly rejectUnauthorized?: boolean | undefined
  /** Whether permessage-deflate (RFC 7692) is offered. @defaultValue false */
  readonly compression?: boolean | undefined
}

/** Options of `connect` on Bun. */
export interface ConnectOptions extends CommonOptions, BunOptions {}

/** What a URI function may return besides a URI alone. */
export interface Target extends CommonTarget, BunOptions {}

/** Called anew for each attempt, after `connect` has returned: fresh tokens, another server. */
export type UriProvider = CommonUriProvider<Target>

/** Bun's class has control frames (https://bun.com/docs/api/websockets). */
interface BunSocket extends WebSocket {
  ping(): void
}

const PEM = 'a string or bytes, or an array of them'

const isString: Rule = (value) => typeof value === 'string'
const isBoolean: Rule = (value) => typeof value === 'boolean'
const isPems: Rule = (value) =>
  [value].flat().every((item) => isString(item) || ArrayBuffer.isView(item))
const isProxy: Rule = (value) =>
  value === false || /^https?:\/\/[^/]/.test((value as UrlLike | null)?.href ?? String(value))

const tls: Options = {
  ca: option(isPems, undefined, PEM),
  cert: option(isPems, undefined, PEM),
  key: option(isPems, undefined, PEM),
  passphrase: option(isString, undefined, 'a string'),
  servername: option(isString, undefined, 'a string'),
  rejectUnauthorized: option(isBoolean, undefined, 'a boolean'),
}

const options: Options = {
  ...optionsWithPing(),
  ...tls,
  headers: option(isHeaders, undefined, HEADERS),
  proxy: option(isProxy, undefined, 'an http: or https: URL, or false'),
  compression: option(isBoolean, false, 'a boolean'),
  ...refusals({
    agent: 'on Bun, use the option proxy, or import wsevent/node',
    maxPayload: 'on Bun, check the size of each message and disconnect, or import wsevent/node',
    tls: 'on Bun, set the lowest version on the server, or import wsevent/node',
  }),
}

const read = reader({
  ERR_HANDSHAKE_REJECTED: /Expected 101 status code: (\d{3})/,
  ERR_CONNECTION_REFUSED: /^ECONNREFUSED/,
  ERR_HOST_NOT_FOUND: /^(ENOTFOUND|EAI_AGAIN)/,
  ERR_TLS_FAILED: /TLS handshake failed/,
})

/** Bun's messages begin with the URI, which may hold a token: it is left out. */
const readFailure: FailureOf = (code, { message = '', error }) => {
  const reason = message.replace(/^WebSocket connection to '.*' failed: /s, '')
  const { code: name } = (error ?? {}) as { readonly code?: string }
  return read(code, { message: reason, error: Object.assign(new Error(reason), { code: name }) })
}

/** With a proxy, Bun does not say which of the two could not be reached. */
const readBehindProxy: FailureOf = (code, report) => {
  const failure = readFailure(code, report)
  return ['ERR_CONNECTION_REFUSED', 'ERR_HOST_NOT_FOUND'].includes(failure.code)
    ? {
        ...failure,
        code: 'ERR_CONNECT_FAILED',
        detail: 'the proxy or the server cannot be reached',
      }
    : failure
}

function make({ uri, protocols, options: given }: TransportRequest): BunSocket {
  const { proxy, compression } = given
  const secure = Object.entries(given).filter(([name, value]) => name in tls && value !== undefined)
  const socket = new (nativeClass())(uri, {
    protocols,
    headers: headersOf(given),
    perMessageDeflate: compression,
    ...(secure.length > 0 && { tls: Object.fromEntries(secure) }),
    ...(proxy ? { proxy } : undefined),
  })
  return socket as BunSocket
}

const openTransport: Platform['openTransport'] = (request, handlers) => {
  let socket: BunSocket | undefined
  const reading = request.options['proxy'] ? readBehindProxy : readFailure
  const transport = open(() => (socket = make(request)), handlers, reading)
  if ('code' in transport || !socket) return transport
  const { drop } = transport
  const heard = new AbortController()
  for (const type of ['ping', 'pong']) socket.addEventListener(type, () => handlers.onPong(), heard)
  return Object.assign(transport, {
    ping: () => socket?.readyState === 1 && socket.ping(),
    drop() {
      heard.abort()
      drop()
    },
  })
}

const platform: Platform = { ...native, options, openTransport }

/** The WebSocket client on Bun's own `WebSocket`, with what that takes beyond a browser's. */
export class WebSockets extends Client<ConnectOptions, Target> {
  /** @internal For the W3C class, which stands between it and the client. */
  static readonly platform: Platform = platform

  /** The same as `WebSockets.new()`. */
  constructor(...misplaced: []) {
    super(platform, misplaced)
  }
}

export default WebSockets
