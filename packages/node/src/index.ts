import { Client, runtimeOf, type Platform } from '@wsevent/core'
import { options, type ConnectOptions, type Target } from './options.ts'
import { openTransport, sizeOf } from './transport.ts'

export * from '@wsevent/core/names'
// Here they take what only Node has as well, so these hide the names of the line above.
export type { ConnectOptions, NodeOptions, Pem, Target, UriProvider } from './options.ts'

const platform: Platform = {
  ...runtimeOf(globalThis),
  openTransport,
  options,
  canPing: true,
  isBlob: (data) => data instanceof Blob,
  sizeOf,
}

/** The WebSocket client on `ws`, with TLS versions, headers and proxies. */
export class WebSockets extends Client<ConnectOptions, Target> {
  /** The same as `WebSockets.new()`. */
  constructor(...misplaced: []) {
    super(platform, misplaced)
  }
}

export default WebSockets
