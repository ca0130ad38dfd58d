import {
  Client,
  commonOptions,
  option,
  type CloseInfo,
  type Failure,
  type Options,
  type Platform,
  type TransportHandlers,
} from '@wsevent/core'
import { failureOf, reader } from './failure.ts'
import { HEADERS, headersOf, isHeaders, type ConnectOptions, type Target } from './headers.ts'
import { native } from './platform.ts'
import { refusals } from './refusals.ts'
import { nativeClass, open } from './transport.ts'

export * from '@wsevent/core/names'
// Here they take headers as well, so these hide the names of the line above.
export type { ConnectOptions, Target, UriProvider } from './headers.ts'

const AUTHORITY =
  'in React Native, add the authority to the app’s network security configuration, or to the system'
const CERTIFICATE = 'React Native sends no client certificate: send a token instead'
const PROXY = 'React Native uses the proxy of the system'

const options: Options = {
  ...commonOptions,
  headers: option(isHeaders, undefined, HEADERS),
  ...refusals({
    agent: PROXY,
    proxy: PROXY,
    ca: AUTHORITY,
    cert: CERTIFICATE,
    key: CERTIFICATE,
    passphrase: CERTIFICATE,
    servername: 'in React Native, connect to the host by the name in its certificate',
    rejectUnauthorized: AUTHORITY,
    maxPayload: 'in React Native, check the size of each message, and disconnect',
    compression: 'in React Native the system decides it: switch it on or off on the server',
    tls: 'in React Native the system chooses the version: set the lowest one on the server',
  }),
}

const read = reader({
  // As Android's OkHttp and iOS's SocketRocket word it.
  ERR_HANDSHAKE_REJECTED: /(?:101 response but was '|bad response code from server:? )(\d{3})/,
})

// iOS's word for a TCP connection that ended without a closing handshake: it makes up a code.
const STREAM_ENDED = 'Stream end encountered'

/** Its error event is empty: why it failed is the reason of the close that follows. */
function reasonOf(failure: Failure, message: string): Failure {
  if (failure.cause) return failure
  // After the opening an error is mostly a lost connection, and no word of it says which.
  if (failure.code === 'ERR_PROTOCOL') return failureOf('ERR_CONNECTION_LOST', { message })
  return read(failure.code, { message })
}

/** Its `wasClean` is missing or always false: a close is clean unless it was made up. */
function onClose(handlers: TransportHandlers, info?: CloseInfo, failure?: Failure): void {
  const { code = 1006, reason = '' } = info ?? {}
  if (code === 1006 || reason === STREAM_ENDED)
    handlers.onClose(undefined, failure && reasonOf(failure, reason))
  else handlers.onClose({ code, reason, wasClean: true }, failure)
}

const openTransport: Platform['openTransport'] = ({ uri, protocols, options: given }, handlers) =>
  open(
    () => new (nativeClass())(uri, [...protocols], { headers: headersOf(given) }),
    {
      onOpen: (info) => handlers.onOpen(info),
      onMessage: (data) => handlers.onMessage(data),
      onPong: () => handlers.onPong(),
      onDrain: () => handlers.onDrain(),
      onClose: (info, failure) => onClose(handlers, info, failure),
    },
    read,
  )

const platform: Platform = { ...native, options, openTransport }

/** The WebSocket client on React Native's own `WebSocket`, with what that takes beyond a browser's. */
export class WebSockets extends Client<ConnectOptions, Target> {
  /** @internal For the W3C class, which stands between it and the client. */
  static readonly platform: Platform = platform

  /** The same as `WebSockets.new()`. */
  constructor(...misplaced: []) {
    super(platform, misplaced)
  }
}

export default WebSockets
