import { WebSocketsError } from './errors.ts'

/** What an `AbortSignal` has of use here; named so that the types need neither `lib: dom` nor Node's. */
export interface AbortSignalLike {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Named values, as a caller gave them. */
export type Bag = Readonly<Record<string, unknown>>

/** Whether a value may be; `uri` is absent where a function gives it. A rule may throw an error of its own. */
export type Rule = (value: unknown, uri?: string) => boolean

/** Rules by name; a group of names has rules within, and may be a boolean as a whole. */
export interface Rules {
  readonly [name: string]: Rule | Rules
}

/** No values: shared by all who give none. */
export const NOTHING: Bag = Object.freeze(Object.create(null)) as Bag

export const isBoolean: Rule = (value) => typeof value === 'boolean'

/** Whether a value can serve as an `AbortSignal`. */
export function isSignal(value: unknown): value is AbortSignalLike {
  return (
    isBoolean((value as AbortSignalLike | null | undefined)?.aborted) &&
    typeof (value as AbortSignalLike).removeEventListener === 'function'
  )
}

/** Whether a value is an object with keys of its own: what a `Map` says, for instance, would be dropped without a word. */
export function isRecord(value: unknown): value is Bag {
  return {}.toString.call(value) === '[object Object]'
}

export function invalid(name: string): WebSocketsError {
  return new WebSocketsError('ERR_INVALID_OPTION', name)
}

/**
 * The values that are not `undefined`, each checked by the first rule of its name, as the caller's objects are now:
 * a group that is `true` has none.
 * @throws `ERR_INVALID_OPTION`, which names the value
 */
export function obey(values: unknown, tables: readonly Rules[], uri?: string, group = ''): Bag {
  if (!isRecord(values)) throw invalid(group || 'options')
  // Without a prototype, so that nobody's change of Object.prototype is taken for an option.
  const bag = Object.create(null) as Record<string, unknown>
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue
    const name = group ? `${group}.${key}` : key
    const rule = tables.find((rules) => Object.hasOwn(rules, key))?.[key]
    bag[key] = value
    if (typeof rule === 'object') {
      bag[key] = isBoolean(value) ? value && NOTHING : obey(value, [rule], uri, name)
    } else if (!rule?.(value, uri)) throw invalid(name)
  }
  return bag
}
