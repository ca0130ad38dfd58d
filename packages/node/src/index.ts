import { setMaxListeners } from 'node:events'
import { Client, type ListenerOptions, type UrlLike, type WebSocketsEventMap } from '@wsevent/core'
import { isObserved, observe } from './diagnostics.ts'
import { snapshotOf, type ConnectOptions, type Target, type UriProvider } from './options.ts'
import { NodePlatform } from './platform.ts'

export * from '@wsevent/core/names'
export type {
  CloseMessage,
  ConnectMessage,
  DiagnosticsError,
  DiagnosticsMessage,
  ErrorMessage,
  OpenMessage,
  RetryMessage,
} from './diagnostics-messages.ts'
// Here they take what only Node has as well, so these hide the names of the line above.
export type { ConnectOptions, NodeOptions, Pem, Target, UriProvider } from './options.ts'

/** Lets any number of clients listen to one signal: until version 22, Node warned of more than ten. */
function share(signal: unknown): void {
  try {
    if (signal instanceof AbortSignal) setMaxListeners(0, signal)
  } catch {
    // It is not Node's own, and warns of none.
  }
}

/** The WebSocket client on `ws`, with TLS versions, headers and proxies. */
export class WebSockets extends Client<ConnectOptions, Target> {
  readonly #platform: NodePlatform

  /** The same as `WebSockets.new()`. */
  constructor(...misplaced: []) {
    const platform = new NodePlatform()
    super(platform, misplaced)
    this.#platform = platform
    platform.client = this
  }

  override addEventListener<Type extends keyof WebSocketsEventMap>(
    type: Type,
    handler: (event: WebSocketsEventMap[Type]) => void,
    options?: ListenerOptions,
  ): void {
    share(options?.signal)
    super.addEventListener(type, handler, options)
  }

  override connect(uri: string | UrlLike | UriProvider, options?: ConnectOptions): void {
    share(options?.signal)
    if (isObserved()) observe(this, this.#platform)
    super.connect(uri, snapshotOf(options))
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
      // For the W3C class, which stands between it and the client.
      [Symbol.for('wsevent.platform')]: {
        get(this: WebSockets): NodePlatform {
          return this.#platform
        },
      },
    })
  }
}

export default WebSockets
