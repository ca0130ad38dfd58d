import { WebSocketsError, option, type Options } from '@wsevent/core'

/** How a runtime that is no browser does what the options are for that only Node has. */
export interface Ways {
  readonly headers: string
  readonly agent: string
  readonly proxy: string
  readonly ca: string
  readonly cert: string
  readonly key: string
  readonly passphrase: string
  readonly servername: string
  readonly rejectUnauthorized: string
  readonly maxPayload: string
  readonly compression: string
  readonly tls: string
}

function refusal(name: string, way: string): WebSocketsError {
  const refused = new WebSocketsError('ERR_OPTION_UNSUPPORTED', name, { detail: way })
  if (name !== 'tls') return refused
  // Core's sentence for this code speaks of browsers.
  const message = refused.message.replace(/#\w+$/, '#err_tls_unsupported')
  return Object.assign(new WebSocketsError('ERR_TLS_UNSUPPORTED'), { message })
}

/** Options that a runtime refuses, each with the way it is done there. */
export function refusals(ways: Partial<Ways>): Options {
  return Object.fromEntries(
    Object.entries(ways).map(([name, way]) => [
      name,
      option(() => {
        throw refusal(name, way)
      }),
    ]),
  )
}
