import { WebSocketsError } from 'wsevent'

const OWNER =
  'Call useConnection() in a component, or in a scope or root of your own: its end disconnects.'

/** An option that is not as it must be; the short builds leave out why. */
export function invalid(name: string, why: object | false): WebSocketsError {
  return __SENTENCES__
    ? new WebSocketsError('ERR_INVALID_OPTION', name, { detail: why })
    : new WebSocketsError('ERR_INVALID_OPTION', name)
}

/** A call where nothing would ever end the connection. */
export function orphan(): WebSocketsError {
  return new WebSocketsError('ERR_INVALID_STATE', __SENTENCES__ ? OWNER : 'useConnection')
}
