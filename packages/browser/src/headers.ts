import type {
  ConnectOptions as CommonOptions,
  Rule,
  Target as CommonTarget,
  UriProvider as CommonUriProvider,
  Values,
} from '@wsevent/core'

/** Headers to add to the handshake; a list of values is one header. */
export type Headers = Readonly<Record<string, string | readonly string[]>>

interface HeaderOptions {
  /** Headers to add to the handshake. @defaultValue none */
  readonly headers?: Headers | undefined
}

/** Options of `connect`: those of every platform, and `headers`. */
export interface ConnectOptions extends CommonOptions, HeaderOptions {}

/** What a URI function may return besides a URI alone: for this attempt, it may replace `headers`. */
export interface Target extends CommonTarget, HeaderOptions {}

/** Called anew for each attempt, after `connect` has returned: fresh tokens, another server. */
export type UriProvider = CommonUriProvider<Target>

// RFC 9110, sections 5.6.2 and 5.5.
const NAME = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
// RFC 6455, section 4.1: these make the handshake.
const OWN = /^(connection|upgrade|sec-websocket-.*)$/i

/** How a message about them completes "must be …". */
export const HEADERS =
  'an object of strings or arrays of strings, without CR, LF or NUL, and without the headers that make the handshake'

/** A `Map` or a `Headers` has no entries of its own: it would be dropped silently. */
function isPlain(value: unknown): value is object {
  return {}.toString.call(value) === '[object Object]'
}

export const isHeaders: Rule = (value) =>
  isPlain(value) &&
  Object.entries(value).every(
    ([name, given]) =>
      NAME.test(name) &&
      !OWN.test(name) &&
      [given].flat().every((item) => typeof item === 'string' && VALUE.test(item)),
  )

/** The headers of an attempt, one string each, as every runtime takes them. */
export function headersOf({ headers }: Values): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries((headers ?? {}) as Headers).map(([name, value]) => {
      // RFC 6265, section 5.4, and RFC 9110, section 5.3.
      const separator = name.toLowerCase() === 'cookie' ? '; ' : ', '
      return [name, [value].flat().join(separator)]
    }),
  )
}
