import { NONE } from './data.ts'
import { commonOptions, type Settings, type UriProvider } from './options.ts'
import type { Platform, TransportRequest } from './transport.ts'
import { resolveUri } from './uri.ts'
import { invalid, isRecord, validate, type Options, type Values } from './validate.ts'

/** What to open, and all that `connect` asked for, checked. */
export interface Request extends TransportRequest {
  /** Says for each attempt what to open, if the user gave a function; the URI is empty then. */
  readonly provider: UriProvider | undefined
  readonly options: Settings
}

/** What connections share. */
interface Shared {
  readonly given: string
  readonly settings: Settings
  /** The last one without a function: many connections go to one server. */
  request?: Request
}

// By the options of a platform, the last settings that follow from switches and numbers alone. Connections with the same
// ones share them: each would keep dictionaries of its own.
const lastOf = new WeakMap<Options, Shared>()

/** Whether nothing of the caller's is kept with it. */
function isSwitch(value: unknown): boolean {
  return value === undefined || typeof value === 'boolean' || typeof value === 'number'
}

function settingsOf(options: unknown, known: Options): Values {
  // Read once, whatever its getters do.
  const given = isRecord(options) ? { __proto__: null, ...options } : options
  const settings = validate(given, known) as Settings
  if (!Object.values(given as Values).every(isSwitch)) return settings
  const text = Object.entries(given as Values).join()
  const last = lastOf.get(known)
  if (last?.given === text) return last.settings
  lastOf.set(known, { given: text, settings })
  return settings
}

/** The last request, if it is the same. */
function shared(request: Request, options: Options): Request {
  const last = lastOf.get(options)
  if (request.provider || last?.settings !== request.options) return request
  if (last.request?.uri !== request.uri) last.request = request
  return last.request
}

/**
 * Checks the arguments of `connect`, whole, before anything happens.
 * @throws `ERR_INVALID_URI`, `ERR_INVALID_OPTION`, and the platform's own
 */
export function requestOf(
  uri: unknown,
  options: unknown,
  platform: Platform,
  isAnswer?: boolean,
): Request {
  const isProvider = !isAnswer && typeof uri === 'function'
  const settings = (__NODE__ ? settingsOf : validate)(options, platform.options) as Settings
  const { port, protocols, closeTimeout } = settings
  const href = isProvider ? '' : resolveUri(uri, port, platform.baseUri?.())
  if (__NODE__) platform.checkUri?.(href, settings)
  const list = __NODE__ && !protocols.length ? NONE : [protocols].flat()
  const provider = isProvider ? (uri as UriProvider) : undefined
  const request = { uri: href, provider, protocols: list, closeTimeout, options: settings }
  return __NODE__ ? shared(request, platform.options) : request
}

/**
 * What a URI function's answer asks for: besides the URI, it may replace `protocols` and any option of the platform's
 * own, for this attempt.
 * @throws as `requestOf` does
 */
export function requestFor(answer: unknown, { options }: Request, platform: Platform): Request {
  const isTarget = isRecord(answer) && 'uri' in answer
  const { uri, ...own } = isTarget ? answer : { uri: answer }
  const all: Record<string, unknown> = { __proto__: null, ...options }
  for (const [name, value] of Object.entries(own)) {
    // As everywhere, undefined counts as absent.
    if (value === undefined) continue
    if (name !== 'protocols' && name in commonOptions)
      throw invalid(name, undefined, 'passed to connect() itself, not returned by the URI function')
    all[name] = value
  }
  return requestOf(uri, all, platform, true)
}
