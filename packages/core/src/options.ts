import { CAN_PING } from './abilities.ts'
import { isTextOrBytes } from './data.ts'
import type { WebSocketsErrorEvent, WebSocketsCloseEvent } from './events.ts'
import {
  invalid,
  isRecord,
  isSignal,
  NOTHING,
  obey,
  type AbortSignalLike,
  type Bag,
  type Rule,
  type Rules,
} from './rules.ts'
import type { Platform, TransportRequest } from './transport.ts'
import { resolveUri, type UrlLike } from './uri.ts'

/** What a URI function may return beside a URI alone. */
export interface Target {
  /** As the argument `uri` of `connect`, without the function. */
  readonly uri: string | UrlLike
  /** In place of the option `protocols`, for this attempt. */
  readonly protocols?: string | readonly string[] | undefined
  /** On Node: in place of the option `headers`, for this attempt. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined
}

/** Called anew for each attempt, after `connect` has returned: fresh tokens, another server. */
export type UriProvider = () => string | UrlLike | Target | Promise<string | UrlLike | Target>

/** How to make the connection again after it ended. All times in milliseconds. */
export interface ReconnectOptions {
  /** How many retries in a row before it is given up; a connection open for 5,000 ms starts the count anew. @defaultValue Infinity */
  readonly attempts?: number | undefined
  /** The least delay before a retry. @defaultValue 1000, or maxDelay where that is less */
  readonly minDelay?: number | undefined
  /** The greatest delay before a retry. @defaultValue 30000, or minDelay where that is more */
  readonly maxDelay?: number | undefined
  /** Decides for each end; left out, the documented table does. A throw is reported and means no. */
  readonly shouldReconnect?:
    | ((close: WebSocketsCloseEvent, error?: WebSocketsErrorEvent) => boolean)
    | undefined
}

/** How to notice a connection that died silently. All times in milliseconds. */
export interface HeartbeatOptions {
  /** How long the line may be silent before a probe is sent. @defaultValue 25000 */
  readonly interval?: number | undefined
  /** How long the answer may take. @defaultValue 10000 */
  readonly timeout?: number | undefined
  /** The probe, to which the server answers with any message; left out on Node, a ping frame (RFC 6455, section 5.5.2). */
  readonly message?: string | ArrayBuffer | ArrayBufferView | undefined
}

/** What `send` may keep while the connection is not open. */
export interface QueueOptions {
  /** Bytes that may wait; beyond them `send` throws `ERR_QUEUE_FULL`. @defaultValue 1048576 */
  readonly maxBytes?: number | undefined
}

/** Options of `connect` on every platform. `undefined` counts as absent. */
export interface ConnectOptions {
  /** Overrides the URI's port: an integer from 1 to 65535. @defaultValue the URI's, else 80 or 443 */
  readonly port?: number | undefined
  /** Subprotocols in the order of preference (RFC 6455, section 1.9). @defaultValue none */
  readonly protocols?: string | readonly string[] | undefined
  /** Milliseconds for the URI function, DNS, TCP, TLS and the handshake together. @defaultValue 20000 */
  readonly connectTimeout?: number | undefined
  /** Milliseconds for the closing handshake; then the socket is dropped. @defaultValue 5000 */
  readonly closeTimeout?: number | undefined
  /** An abort is a `disconnect()`. */
  readonly signal?: AbortSignalLike | undefined
  /** Makes the connection again after it ended. @defaultValue false */
  readonly reconnect?: boolean | ReconnectOptions | undefined
  /** Notices a connection that died silently. @defaultValue false */
  readonly heartbeat?: false | HeartbeatOptions | undefined
  /** Keeps what is sent while the connection is not open. @defaultValue false */
  readonly queue?: boolean | QueueOptions | undefined
}

/** The options of one `connect`, checked; a group that was asked for is an object, one that was not is falsy. */
export interface Settings extends Omit<ConnectOptions, 'reconnect' | 'queue'> {
  readonly reconnect?: false | ReconnectOptions | undefined
  readonly queue?: false | QueueOptions | undefined
}

/** Everything that one `connect` asked for, checked. */
export interface Plan {
  /** The target, or the function that gives one for each attempt. */
  readonly target: TransportRequest | UriProvider
  readonly settings: Settings
}

const isPositive: Rule = (value) => typeof value === 'number' && value > 0
const isDelay: Rule = (value) => isPositive(value) && value !== Infinity
const isProtocols: Rule = (value) => {
  const list = [value].flat()
  // RFC 9110, section 5.6.2.
  const isToken: Rule = (item) =>
    typeof item === 'string' && /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/.test(item)
  return list.every((item) => isToken(item)) && new Set(list).size === list.length
}

const RULES: Rules = {
  port: (value) => Number.isInteger(value) && (value as number) > 0 && (value as number) < 65_536,
  protocols: isProtocols,
  connectTimeout: isPositive,
  closeTimeout: isPositive,
  signal: isSignal,
  reconnect: {
    attempts: (value) => value === Infinity || (Number.isInteger(value) && (value as number) >= 0),
    minDelay: isDelay,
    maxDelay: isDelay,
    shouldReconnect: (value) => typeof value === 'function',
  },
  heartbeat: { interval: isPositive, timeout: isPositive, message: isTextOrBytes },
  queue: { maxBytes: isPositive },
}

// What a URI function may give: its values are checked as the options'.
const TARGET: Rules = { uri: () => true, protocols: isProtocols, headers: isRecord }

/** What one attempt asks the platform for. */
function requestOf(uri: string, options: Bag): TransportRequest {
  const { protocols = [], closeTimeout = 5000 } = options as ConnectOptions
  return { uri, protocols: [protocols].flat(), closeTimeout, options }
}

/** What the target that a URI function gave asks the platform for. @throws `ERR_INVALID_URI`, `ERR_INVALID_OPTION`, and the platform's own */
export function targetOf(
  provided: unknown,
  settings: Settings,
  platform: Platform,
): TransportRequest {
  const isTarget = isRecord(provided) && 'uri' in provided
  const { uri, ...own } = obey(isTarget ? provided : { uri: provided }, [TARGET])
  const href = resolveUri(uri, settings.port, platform.baseUri?.())
  return requestOf(href, obey({ ...settings, ...own }, [platform.options, RULES], href))
}

/**
 * Checks the arguments of `connect`, whole, before anything happens.
 * @throws `ERR_INVALID_URI`, `ERR_INVALID_OPTION`, and the platform's own
 */
export function planOf(uri: unknown, options: unknown, platform: Platform): Plan {
  const provider = typeof uri === 'function' && (uri as UriProvider)
  // Read once, and of its own, whatever somebody did to Object.prototype.
  const given = isRecord(options) ? { __proto__: null, ...options } : options
  const port = (given as ConnectOptions | null | undefined)?.port
  const href = provider ? undefined : resolveUri(uri, port, platform.baseUri?.())
  const settings: Settings =
    given === undefined ? NOTHING : obey(given, [platform.options, RULES], href)
  const { reconnect, heartbeat } = settings
  // It would ask for a probe that not every platform has.
  if (heartbeat === NOTHING) throw invalid('heartbeat')
  if (heartbeat && heartbeat.message === undefined && !(CAN_PING && platform.canPing)) {
    throw invalid('heartbeat.message')
  }
  const { minDelay = 0, maxDelay = Infinity } = { ...(reconnect as ReconnectOptions) }
  if (minDelay > maxDelay) throw invalid('reconnect.minDelay')
  return { target: provider || requestOf(href as string, settings as Bag), settings }
}
