import { isTextOrBytes } from './data.ts'
import { WebSocketsError } from './errors.ts'
import type { WebSocketsErrorEvent, WebSocketsCloseEvent } from './events.ts'
import { isSignal, type AbortSignalLike } from './listeners.ts'
import { resolveUri, type UrlLike } from './uri.ts'
import type { Platform } from './transport.ts'

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

/** A target that was checked: what one attempt opens. */
export interface CheckedTarget {
  readonly uri: string
  readonly protocols: readonly string[]
  readonly options: Readonly<Record<string, unknown>>
}

/** Everything that one `connect` asked for, checked. */
export interface Plan {
  /** The target, or the function that gives one for each attempt. */
  readonly target: CheckedTarget | UriProvider
  readonly connectTimeout: number
  readonly closeTimeout: number
  readonly signal: AbortSignalLike | undefined
  readonly reconnect: ReconnectOptions | undefined
  readonly heartbeat: HeartbeatOptions | undefined
  readonly queue: QueueOptions | undefined
  /** The options as given, for the checks of what a URI function returns. */
  readonly given: Readonly<Record<string, unknown>>
}

const NOTHING = Object.freeze(Object.create(null)) as Bag
const NO_PROTOCOLS: readonly string[] = Object.freeze([])

type Rule = (value: unknown) => boolean
type Bag = Readonly<Record<string, unknown>>

// RFC 9110, section 5.6.2.
const TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/

const isInteger = (value: unknown, from: number, to: number): boolean =>
  Number.isInteger(value) && (value as number) >= from && (value as number) <= to
const isPositive: Rule = (value) => typeof value === 'number' && value > 0
const isDelay: Rule = (value) => isPositive(value) && value !== Infinity
// A Map, say, has no keys of its own: what it says would be dropped without a word.
const isRecord = (value: unknown): value is Bag =>
  Object.prototype.toString.call(value) === '[object Object]'
// Without a prototype, so that nobody's change of Object.prototype is taken for an option.
const copyOf = (...bags: unknown[]): Bag =>
  Object.assign(Object.create(null) as object, ...bags) as Bag
const isProtocols: Rule = (value) => {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return (
    list.every((item) => typeof item === 'string' && TOKEN.test(item)) &&
    new Set(list).size === list.length
  )
}

const RECONNECT: Readonly<Record<string, Rule>> = {
  attempts: (value) => value === Infinity || isInteger(value, 0, Infinity),
  minDelay: isDelay,
  maxDelay: isDelay,
  shouldReconnect: (value) => typeof value === 'function',
}
const HEARTBEAT: Readonly<Record<string, Rule>> = {
  interval: isPositive,
  timeout: isPositive,
  message: isTextOrBytes,
}
const QUEUE: Readonly<Record<string, Rule>> = { maxBytes: isPositive }

const RULES: Readonly<Record<string, Rule>> = {
  port: (value) => isInteger(value, 1, 65535),
  protocols: isProtocols,
  connectTimeout: isPositive,
  closeTimeout: isPositive,
  signal: isSignal,
  reconnect: (value) => isGroup('reconnect', value, RECONNECT),
  heartbeat: (value) => value !== true && isGroup('heartbeat', value, HEARTBEAT),
  queue: (value) => isGroup('queue', value, QUEUE),
}

// What a URI function may give.
const TARGET: readonly string[] = ['uri', 'protocols', 'headers']

function invalid(name: string): WebSocketsError {
  return new WebSocketsError('ERR_INVALID_OPTION', name)
}

function isGroup(name: string, value: unknown, rules: Readonly<Record<string, Rule>>): boolean {
  if (typeof value === 'boolean') return true
  if (!isRecord(value)) return false
  for (const key of Object.keys(value)) {
    if (value[key] === undefined) continue
    if (!Object.hasOwn(rules, key) || !rules[key]?.(value[key])) throw invalid(`${name}.${key}`)
  }
  return true
}

/** `true` is an empty group, `false` and nothing are none. */
function groupOf(value: unknown): Bag | undefined {
  return value ? copyOf(value) : undefined
}

/** Checks each option by core's rules or the platform's. */
function checkOptions(given: Bag, uri: string | undefined, platform: Platform): void {
  for (const name of Object.keys(given)) {
    const value = given[name]
    if (value === undefined) continue
    if (Object.hasOwn(platform.options, name)) platform.options[name]?.(value, uri)
    else if (!Object.hasOwn(RULES, name) || !RULES[name]?.(value)) throw invalid(name)
  }
}

function checkGroups({ reconnect, heartbeat }: Plan, platform: Platform): void {
  const { minDelay = 0, maxDelay = Infinity } = reconnect ?? {}
  if (minDelay > maxDelay) throw invalid('reconnect.minDelay')
  if (heartbeat && heartbeat.message === undefined && !platform.canPing) {
    throw invalid('heartbeat.message')
  }
}

function checkTarget(target: Bag, given: Bag, platform: Platform): CheckedTarget {
  // A target without options of its own, as most, shares those of `connect`.
  let options = given
  for (const name of ['protocols', 'headers']) {
    if (target[name] !== undefined) options = copyOf(options, { [name]: target[name] })
  }
  const uri = resolveUri(target['uri'], given['port'] as number | undefined, platform.baseUri?.())
  checkOptions(options, uri, platform)
  const protocols = options['protocols'] as string | readonly string[] | undefined
  return { uri, protocols: protocols === undefined ? NO_PROTOCOLS : [protocols].flat(), options }
}

/**
 * The target that a URI function gave, checked with the options that go with it.
 * @throws `ERR_INVALID_URI`, `ERR_INVALID_OPTION`, and the platform's own
 */
export function targetOf(provided: unknown, given: Bag, platform: Platform): CheckedTarget {
  const isTarget = isRecord(provided) && 'uri' in provided
  const target = isTarget ? copyOf(provided) : copyOf({ uri: provided })
  for (const name of Object.keys(target)) {
    if (target[name] !== undefined && !TARGET.includes(name)) throw invalid(name)
  }
  return checkTarget(target, given, platform)
}

/** Asks a URI function. @throws `ERR_URI_PROVIDER`, as a rejection, with its cause */
export async function provide(
  provider: UriProvider,
  { given }: Plan,
  platform: Platform,
): Promise<CheckedTarget> {
  try {
    return targetOf(await provider(), given, platform)
  } catch (cause) {
    throw new WebSocketsError('ERR_URI_PROVIDER', '', { cause })
  }
}

/**
 * Checks the arguments of `connect`, whole, before anything happens.
 * @throws `ERR_INVALID_URI`, `ERR_INVALID_OPTION`, and the platform's own
 */
export function planOf(uri: unknown, options: unknown, platform: Platform): Plan {
  if (options !== undefined && !isRecord(options)) throw invalid('options')
  const given = options ? copyOf(options) : NOTHING
  const isProvider = typeof uri === 'function'
  if (isProvider) checkOptions(given, undefined, platform)
  const plan: Plan = {
    target: isProvider ? (uri as UriProvider) : checkTarget(copyOf({ uri }), given, platform),
    connectTimeout: (given['connectTimeout'] as number | undefined) ?? 20_000,
    closeTimeout: (given['closeTimeout'] as number | undefined) ?? 5000,
    signal: given['signal'] as AbortSignalLike | undefined,
    reconnect: groupOf(given['reconnect']),
    heartbeat: groupOf(given['heartbeat']),
    queue: groupOf(given['queue']),
    given,
  }
  checkGroups(plan, platform)
  return plan
}
