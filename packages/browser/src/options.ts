import { WebSocketsError, type Rules } from '@wsevent/core'
import { adviceFor } from './advice.ts'

const NODE_ONLY =
  'tls headers agent ca cert key passphrase servername rejectUnauthorized maxPayload compression'

/** The options that only Node has: each is refused, with the way it is done in a browser. */
export const nodeOnly: Rules = Object.fromEntries(
  NODE_ONLY.split(' ').map((name) => [
    name,
    () => {
      throw name === 'tls'
        ? new WebSocketsError('ERR_TLS_UNSUPPORTED')
        : new WebSocketsError('ERR_OPTION_UNSUPPORTED', adviceFor(name))
    },
  ]),
)
