import { isTextOrBytes } from './data.ts'
import type { WebSocketsErrorEvent, WebSocketsCloseEvent } from './events.ts'
import { mayRetry } from './retry.ts'
import type { UrlLike } from './uri.ts'
import {
  isInteger,
  option,
  SIGNAL,
  type AbortSignalLike,
  type Options,
  type Rule,
  type Values,
} from './validate.ts'

/** What a URI function may return besides a URI alone. */
export interface Target {
  /** As the argument `uri` of `connect`, without the function. */
  readonly uri: string | UrlLike
  /** Replaces the option `protocols` for this attempt. */
  readonly protocols?: string | readonly string[] | undefined
}

/**
 * Called anew for each attempt, after `connect` has returned. Use it to fetch a fresh token, or to try another server.
 * @example
 * ```ts
 * ws.connect(async () => `wss://example.com/live?token=${await freshToken()}`, { reconnect: true })
 * ```
 */
export type UriProvider<Provided extends Target = Target> = () =>
  | string
  | UrlLike
  | Provided
  | Promise<string | UrlLike | Provided>

/** When to connect again after a connection ended. All times in milliseconds. */
export interface ReconnectOptions {
  /** How many retries in a row before giving up; a connection that stayed open for 5,000 ms resets the count. @defaultValue Infinity */
  readonly attempts?: number | undefined
  /** The least delay before a retry. @defaultValue 1000, or maxDelay if that is less */
  readonly minDelay?: number | undefined
  /** The greatest delay before a retry. @defaultValue 30000, or minDelay if that is more */
  readonly maxDelay?: number | undefined
  /** Decides after each end whether to retry; without it, the documented table does. A throw is reported and means no. */
  readonly shouldReconnect?:
    | ((close: WebSocketsCloseEvent, error?: WebSocketsErrorEvent) => boolean)
    | undefined
}

/** How to notice a connection that died silently. All times in milliseconds. */
export interface HeartbeatOptions {
  /** How long the connection may be silent before a probe is sent. @defaultValue 25000 */
  readonly interval?: number | undefined
  /** How long the answer may take. @defaultValue 10000 */
  readonly timeout?: number | undefined
  /** The probe, which the server answers with any message; without it, Node sends a ping frame (RFC 6455, section 5.5.2). */
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
  /** An abort is a `disconnect()`: ties the connection to whatever owns the signal. */
  readonly signal?: AbortSignalLike | undefined
  /** Connects again after a connection ended: for anything that should stay up. @defaultValue false */
  readonly reconnect?: boolean | ReconnectOptions | undefined
  /** Notices a connection that died silently: wherever a proxy, a phone or a sleeping laptop is in between. @defaultValue false */
  readonly heartbeat?: boolean | HeartbeatOptions | undefined
  /** Keeps what is sent while the connection is not open: for messages that may wait; without it, `send` throws. @defaultValue false */
  readonly queue?: boolean | QueueOptions | undefined
}

type Filled<Type, Keys extends keyof Type> = Type & {
  readonly [Key in Keys]-?: Exclude<Type[Key], undefined>
}

/** The options of one `connect`, checked, with their defaults; a group that is off is absent or false. */
export interface Settings extends Values {
  readonly port?: number
  readonly protocols: string | readonly string[]
  readonly connectTimeout: number
  readonly closeTimeout: number
  readonly signal?: AbortSignalLike
  readonly reconnect?: false | ReconnectSettings
  readonly heartbeat?: false | HeartbeatSettings
  readonly queue?: false | Filled<QueueOptions, 'maxBytes'>
}

export type ReconnectSettings = Filled<ReconnectOptions, 'attempts' | 'shouldReconnect'>

export type HeartbeatSettings = Filled<HeartbeatOptions, 'interval' | 'timeout'>

const MILLISECONDS = 'a number of milliseconds above 0'
const MESSAGE = 'a string, an ArrayBuffer or a view of one'
const MILLISECONDS_OR_NONE = `${MILLISECONDS}, or Infinity`

export const isPositive: Rule = (value) => typeof value === 'number' && value > 0
const isDelay: Rule = (value) => isPositive(value) && value !== Infinity
const isProtocols: Rule = (value) =>
  [value].flat().every(
    (item, at, list) =>
      typeof item === 'string' &&
      // RFC 9110, section 5.6.2.
      /^[\w!#$%&'*+.^`|~-]+$/.test(item) &&
      list.indexOf(item) === at,
  )

/** The options of every platform: the rule, the default and the words of each; an adapter adds its own. */
export const commonOptions: Options = {
  port: option((value) => isInteger(value, 1, 65_535), undefined, 'an integer from 1 to 65535'),
  protocols: option(
    isProtocols,
    [],
    'a subprotocol or an array of different ones, each a token (RFC 9110)',
  ),
  connectTimeout: option(isPositive, 20_000, MILLISECONDS_OR_NONE),
  closeTimeout: option(isPositive, 5000, MILLISECONDS_OR_NONE),
  signal: SIGNAL,
  reconnect: [
    {
      attempts: option(
        (value) => isInteger(value, 0, Infinity),
        Infinity,
        'an integer from 0, or Infinity',
      ),
      // Their defaults depend on each other: see retry.ts.
      minDelay: option(
        (value, _name, all) =>
          isDelay(value) && !((value as number) > (all?.['maxDelay'] as number)),
        undefined,
        `${MILLISECONDS}, and at most maxDelay`,
      ),
      maxDelay: option(isDelay, undefined, MILLISECONDS),
      shouldReconnect: option((value) => typeof value === 'function', mayRetry, 'a function'),
    },
  ],
  heartbeat: [
    {
      interval: option(isPositive, 25_000, MILLISECONDS_OR_NONE),
      timeout: option(isPositive, 10_000, MILLISECONDS_OR_NONE),
      // Nothing is no message: it is required.
      message: option(
        isTextOrBytes,
        null,
        `${MESSAGE} that your server answers: this platform has no ping frames`,
      ),
    },
  ],
  queue: [{ maxBytes: option(isPositive, 2 ** 20, 'a number of bytes above 0') }],
}

/** The same on a platform with ping frames: a heartbeat needs no message. */
export function optionsWithPing(): Options {
  const [heartbeat] = commonOptions['heartbeat'] as readonly [Options]
  const message = option(isTextOrBytes, undefined, MESSAGE)
  return { ...commonOptions, heartbeat: [{ ...heartbeat, message }] }
}
