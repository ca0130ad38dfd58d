/** Codes of misuse: a `WebSocketsError` with one of these is thrown at once, and nothing has changed. */
export type MisuseCode =
  | 'ERR_INVALID_URI'
  | 'ERR_INVALID_OPTION'
  | 'ERR_TLS_UNSUPPORTED'
  | 'ERR_OPTION_UNSUPPORTED'
  | 'ERR_INVALID_STATE'
  | 'ERR_INVALID_DATA'
  | 'ERR_INVALID_CLOSE'
  | 'ERR_INVALID_LISTENER'
  | 'ERR_QUEUE_FULL'

/** Codes of what happens on the wire: they arrive as an ONERROR. */
export type WireCode =
  | 'ERR_CONNECT_FAILED'
  | 'ERR_CONNECTION_REFUSED'
  | 'ERR_HOST_NOT_FOUND'
  | 'ERR_TLS_FAILED'
  | 'ERR_HANDSHAKE_REJECTED'
  | 'ERR_BLOCKED'
  | 'ERR_CONNECT_TIMEOUT'
  | 'ERR_HEARTBEAT_TIMEOUT'
  | 'ERR_CONNECTION_LOST'
  | 'ERR_PROTOCOL'
  | 'ERR_MESSAGE_TOO_BIG'
  | 'ERR_URI_PROVIDER'

/** Every code; `ERR_ABORTED` only ever rejects `opened` and `drained`. */
export type ErrorCode = MisuseCode | WireCode | 'ERR_ABORTED'
