import { misuse, type WebSocketsError } from './errors.ts'

/** The part of an `AbortSignal` that is used here, so that the types need neither `lib: dom` nor Node's. */
export interface AbortSignalLike {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Whether a value is allowed; `all` is what was given together. A rule may throw an error of its own. */
export type Rule = (value: unknown, name?: string, all?: Values) => boolean

/**
 * One option: what it may be, what it is when left out, and how a message completes "must be …". A group of options, in
 * place of a rule, may also be switched on or off as a whole.
 */
export type Option = readonly [is: Rule | Options, fallback?: unknown, must?: string | undefined]

/** Options by name. */
export interface Options {
  readonly [name: string]: Option
}

/** Named values, checked. */
export type Values = Readonly<Record<string, unknown>>

/** Describes one option; the short builds leave the words out. */
export function option(is: Rule, fallback?: unknown, must?: string): Option {
  return __SENTENCES__ ? [is, fallback, must] : [is, fallback]
}

/** Whether a value is an integer within bounds, which may be infinite. */
export function isInteger(value: unknown, least: number, most: number): boolean {
  return (
    (Number.isInteger(value) || value === Infinity) &&
    (value as number) >= least &&
    (value as number) <= most
  )
}

/** Whether a value can serve as an `AbortSignal`. */
export function isSignal(value: unknown): value is AbortSignalLike {
  return (
    typeof (value as AbortSignalLike | null | undefined)?.aborted === 'boolean' &&
    typeof (value as AbortSignalLike).addEventListener === 'function'
  )
}

/** An option that is a signal. */
export const SIGNAL: Option = option(isSignal, undefined, 'an AbortSignal')

/** Whether a value is an object with keys of its own: what a `Map` holds, for instance, would be lost silently. */
export function isRecord(value: unknown): value is Values {
  return {}.toString.call(value) === '[object Object]'
}

/**
 * The options as they are now: each value that was given, checked, and the fallback of each that was not.
 * `undefined` counts as not given; a group that is `true` has its fallbacks.
 * @throws `ERR_INVALID_OPTION`, which names the option
 */
export function validate(given: unknown, options: Options, prefix = ''): Values {
  const known = __SENTENCES__ ? Object.keys(options) : []
  if (!isRecord(given)) {
    const must = __SENTENCES__ && prefix ? `a boolean or { ${known.join(', ')} }` : 'an object'
    throw invalid(prefix.slice(0, -1) || 'options', given, must)
  }
  // Each is read once, and without a prototype a polluted Object.prototype is not taken for an option.
  const values: Record<string, unknown> = { __proto__: null, ...given }
  for (const name of Object.keys({ ...values, ...options })) {
    const [is, fallback] = Object.hasOwn(options, name) ? (options[name] as Option) : []
    const { [name]: value = fallback } = values
    if (value === undefined) continue
    if (!is) throw misuse('ERR_INVALID_OPTION', prefix + name, { known })
    if (typeof is !== 'function') {
      values[name] =
        value !== false && validate(value === true ? {} : value, is, `${prefix}${name}.`)
    } else if (is(value, name, values)) values[name] = value
    else throw invalid(prefix + name, values[name], options[name]?.[2])
  }
  return values
}

/** @param must - how the sentence goes on after "must be" */
export function invalid(name: string, given: unknown, must?: string): WebSocketsError {
  return misuse('ERR_INVALID_OPTION', name, { given, must })
}
