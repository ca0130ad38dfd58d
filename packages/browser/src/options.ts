import { WebSocketsError, type OptionCheck } from '@wsevent/core'
import { adviceFor } from './advice.ts'

const NODE_ONLY = [
  'headers',
  'agent',
  'ca',
  'cert',
  'key',
  'passphrase',
  'servername',
  'rejectUnauthorized',
  'maxPayload',
  'compression',
]

function refuse(name: string): OptionCheck {
  return () => {
    if (name === 'tls') throw new WebSocketsError('ERR_TLS_UNSUPPORTED')
    throw new WebSocketsError('ERR_OPTION_UNSUPPORTED', adviceFor(name))
  }
}

/** The options that only Node has: each is refused, with the way it is done in a browser. */
export const nodeOnly: Readonly<Record<string, OptionCheck>> = Object.fromEntries(
  ['tls', ...NODE_ONLY].map((name) => [name, refuse(name)]),
)
