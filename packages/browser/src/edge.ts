import {
  Client,
  commonOptions,
  snapshotOf,
  type Options,
  type Platform,
  type SendData,
} from '@wsevent/core'
import { native } from './platform.ts'
import { refusals } from './refusals.ts'
import { openTransport } from './transport.ts'

export * from '@wsevent/core/names'

const AUTHORITY = 'an edge runtime trusts public authorities alone: get a certificate of one'
const CERTIFICATE = 'an edge runtime sends no client certificate here: send a token instead'
const PROXY = 'an edge runtime connects directly'

const options: Options = {
  ...commonOptions,
  ...refusals({
    headers: 'on an edge runtime, send a token in a subprotocol or in the first message',
    agent: PROXY,
    proxy: PROXY,
    ca: AUTHORITY,
    cert: CERTIFICATE,
    key: CERTIFICATE,
    passphrase: CERTIFICATE,
    servername: 'on an edge runtime, connect to the host by the name in its certificate',
    rejectUnauthorized: AUTHORITY,
    maxPayload: 'on an edge runtime, check the size of each message, and disconnect',
    compression: 'an edge runtime decides it itself: switch it on or off on the server',
    tls: 'an edge runtime chooses the version: set the lowest one on the server',
  }),
}

/** workerd reads a buffer later than now, and does not mend a lone surrogate. */
function messageOf(data: SendData): SendData {
  return typeof data === 'string' ? data.replaceAll(/\p{Surrogate}/gu, '\uFFFD') : snapshotOf(data)
}

const open: Platform['openTransport'] = (request, handlers) => {
  const transport = openTransport(request, handlers)
  if ('code' in transport) return transport
  const { send } = transport
  return Object.assign(transport, { send: (data: SendData) => send(messageOf(data)) })
}

// workerd would send a Blob as the text "[object Blob]".
const platform: Platform = { ...native, options, openTransport: open, isBlob: () => false }

/** The WebSocket client on an edge runtime's own `WebSocket`: workerd, for instance. */
export class WebSockets extends Client {
  /** @internal For the W3C class, which stands between it and the client. */
  static readonly platform: Platform = platform

  /** The same as `WebSockets.new()`. */
  constructor(...misplaced: []) {
    super(platform, misplaced)
  }
}

export default WebSockets
