import { Client, type Platform } from '@wsevent/core'
import { options } from './options.ts'
import { native } from './platform.ts'
import { openTransport } from './transport.ts'

export * from '@wsevent/core/names'

const platform: Platform = { ...native, options, openTransport }

/** The WebSocket client on the platform's native `WebSocket`. */
export class WebSockets extends Client {
  /** @internal For the W3C class, which stands between it and the client. */
  static readonly platform: Platform = platform

  /** The same as `WebSockets.new()`. */
  constructor(...misplaced: []) {
    super(platform, misplaced)
  }
}

export default WebSockets
