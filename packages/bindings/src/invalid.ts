import { WebSocketsError } from 'wsevent'

/** An option that is not as it must be. */
export function invalid(name: string, given: unknown, must: string): WebSocketsError {
  return new WebSocketsError('ERR_INVALID_OPTION', name, { detail: { given, must } })
}

/** A call where nothing would ever end the connection. */
export function orphan(where: string): WebSocketsError {
  const sentence = `Call useConnection() in ${where}, whose end disconnects.`
  return new WebSocketsError('ERR_INVALID_STATE', sentence)
}
