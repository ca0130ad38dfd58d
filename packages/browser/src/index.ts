import { Client } from '@wsevent/core'
import { options } from './options.ts'
import { native } from './platform.ts'
import { openTransport } from './transport.ts'

export * from '@wsevent/core/names'

const platform = { ...native, options, openTransport }

/** The WebSocket client on the platform's native `WebSocket`. */
export class WebSockets extends Client {
  /** The same as `WebSockets.new()`. */
  constructor(...misplaced: []) {
    super(platform, misplaced)
  }
}

export default WebSockets
