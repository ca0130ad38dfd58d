import {
  Client,
  commonOptions,
  option,
  type Options,
  type Platform,
  type Values,
} from '@wsevent/core'
import { reader } from './failure.ts'
import { HEADERS, headersOf, isHeaders, type ConnectOptions, type Target } from './headers.ts'
import { native } from './platform.ts'
import { refusals } from './refusals.ts'
import { nativeClass, open } from './transport.ts'

export * from '@wsevent/core/names'
// Here they take headers as well, so these hide the names of the line above.
export type { ConnectOptions, Target, UriProvider } from './headers.ts'

// Deno drops these silently.
const DROPPED = /^(host|transfer-encoding)$/i

const NODE = 'on Deno, import wsevent/node'
const PROXY = 'on Deno, set HTTPS_PROXY in the environment, or import wsevent/node'

const options: Options = {
  ...commonOptions,
  headers: option(
    (value) => isHeaders(value) && !Object.keys(value as Values).some((name) => DROPPED.test(name)),
    undefined,
    `${HEADERS}, Host or Transfer-Encoding`,
  ),
  ...refusals({
    agent: PROXY,
    proxy: PROXY,
    ca: 'on Deno, start the program with --cert or DENO_CERT, or import wsevent/node',
    cert: NODE,
    key: NODE,
    passphrase: NODE,
    servername: NODE,
    rejectUnauthorized:
      'on Deno, start a test with --unsafely-ignore-certificate-errors, or import wsevent/node',
    maxPayload: 'on Deno, check the size of each message and disconnect, or import wsevent/node',
    compression: 'Deno never compresses: import wsevent/node',
    tls: 'on Deno, it is 1.2 or newer; for exactly one version, import wsevent/node',
  }),
}

const read = reader({
  ERR_HANDSHAKE_REJECTED: /Invalid status code: (\d{3})/,
  // Its word for a host that cannot be reached as well.
  ERR_CONNECTION_REFUSED: /tcp connect error/,
  ERR_HOST_NOT_FOUND: /dns error/,
  // As rustls words it.
  ERR_TLS_FAILED: /peer certificate|peer (is incompatible|misbehaved)|fatal alert|corrupt message/,
})

const openTransport: Platform['openTransport'] = ({ uri, protocols, options: given }, handlers) =>
  open(
    // Older versions take a list of subprotocols alone.
    () =>
      new (nativeClass())(
        uri,
        given['headers'] ? { protocols, headers: headersOf(given) } : [...protocols],
      ),
    handlers,
    read,
  )

const platform: Platform = { ...native, options, openTransport }

/** The WebSocket client on Deno's own `WebSocket`, with what that takes beyond a browser's. */
export class WebSockets extends Client<ConnectOptions, Target> {
  /** @internal For the W3C class, which stands between it and the client. */
  static readonly platform: Platform = platform

  /** The same as `WebSockets.new()`. */
  constructor(...misplaced: []) {
    super(platform, misplaced)
  }
}

export default WebSockets
