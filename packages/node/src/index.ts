import { Client } from '@wsevent/core'
import type { ConnectOptions, Target } from './options.ts'
import { NodePlatform } from './platform.ts'

export * from '@wsevent/core/names'
// Here they take what only Node has as well, so these hide the names of the line above.
export type { ConnectOptions, NodeOptions, Pem, Target, UriProvider } from './options.ts'

/** The WebSocket client on `ws`, with TLS versions, headers and proxies. */
export class WebSockets extends Client<ConnectOptions, Target> {
  readonly #platform: NodePlatform

  /** The same as `WebSockets.new()`. */
  constructor(...misplaced: []) {
    const platform = new NodePlatform()
    super(platform, misplaced)
    this.#platform = platform
  }

  static {
    const keeping = (isRefed: boolean) => ({
      value(this: WebSockets): void {
        this.#platform.isRefed = isRefed
      },
    })
    // What `process.ref` and `process.unref` call.
    Object.defineProperties(this.prototype, {
      [Symbol.for('nodejs.ref')]: keeping(true),
      [Symbol.for('nodejs.unref')]: keeping(false),
    })
  }
}

export default WebSockets
