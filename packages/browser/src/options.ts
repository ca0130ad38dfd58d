import { WebSocketsError, commonOptions, option, type Options } from '@wsevent/core'

const AUTHORITY = 'in a browser, install the certificate authority in the browser or the system'
const CERTIFICATE = 'in a browser, install the client certificate in the browser or the system'
const PROXY = 'a browser uses the proxy of its own settings'

/** How a browser does what an option that only Node has is for. */
const WAYS: Readonly<Record<string, string>> = {
  headers: 'in a browser, send a token in a subprotocol, in a cookie, or in the first message',
  agent: PROXY,
  proxy: PROXY,
  ca: AUTHORITY,
  cert: CERTIFICATE,
  key: CERTIFICATE,
  passphrase: CERTIFICATE,
  servername: 'in a browser, connect to the host by the name in its certificate',
  rejectUnauthorized: AUTHORITY,
  maxPayload: 'in a browser, check the size of each message, and disconnect',
  compression: 'a browser negotiates permessage-deflate itself: switch it on or off on the server',
}

const refused = option((_value, name) => {
  throw new WebSocketsError(
    'ERR_OPTION_UNSUPPORTED',
    name,
    ...(__SENTENCES__ ? [{ detail: WAYS[name as string] }] : []),
  )
})

/** The options of every platform, and those that only Node has: each of these is refused. */
export const options: Options = {
  ...commonOptions,
  headers: refused,
  agent: refused,
  proxy: refused,
  ca: refused,
  cert: refused,
  key: refused,
  passphrase: refused,
  servername: refused,
  rejectUnauthorized: refused,
  maxPayload: refused,
  compression: refused,
  tls: option(() => {
    throw new WebSocketsError('ERR_TLS_UNSUPPORTED')
  }),
}
