import { WebSocketsError, commonOptions, option, type Option, type Options } from '@wsevent/core'

const PROXY = 'a browser uses the proxy of its own settings'
const AUTHORITY = 'in a browser, install the certificate authority in the browser or the system'
const CERTIFICATE = 'in a browser, install the client certificate in the browser or the system'

/** An option that only Node has; `advice` is the way it is done in a browser. */
function refused(advice: string): Option {
  return option((_value, _uri, name) => {
    throw new WebSocketsError(
      'ERR_OPTION_UNSUPPORTED',
      name,
      __SENTENCES__ ? { detail: advice } : undefined,
    )
  })
}

/** The options of every platform, and those that only Node has: each of these is refused. */
export const options: Options = {
  ...commonOptions,
  headers: refused(
    'in a browser, send a token in a subprotocol, in a cookie, or in the first message',
  ),
  agent: refused(PROXY),
  proxy: refused(PROXY),
  ca: refused(AUTHORITY),
  cert: refused(CERTIFICATE),
  key: refused(CERTIFICATE),
  passphrase: refused(CERTIFICATE),
  servername: refused('in a browser, connect to the host by the name in its certificate'),
  rejectUnauthorized: refused(AUTHORITY),
  maxPayload: refused('in a browser, check the size of each message, and disconnect'),
  compression: refused(
    'a browser negotiates permessage-deflate itself: switch it on or off on the server',
  ),
  tls: option(() => {
    throw new WebSocketsError('ERR_TLS_UNSUPPORTED')
  }),
}
