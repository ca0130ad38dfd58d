import { bytesOf, isBuffer, sizeOf, type MessageData } from './data.ts'

/** What a test runner's `expect.stringContaining(…)` and its like are. */
export interface AsymmetricMatcher {
  asymmetricMatch(other: unknown): boolean
  toString(): string
}

/**
 * Which message is meant: this text, these bytes, a text that the expression finds, one that the function (or the
 * runner's asymmetric matcher) accepts, or JSON that has at least these members.
 */
export type Matcher =
  | string
  | RegExp
  | ArrayBuffer
  | ArrayBufferView
  | AsymmetricMatcher
  | ((data: MessageData) => boolean)
  | { readonly [member: string]: unknown }
  | readonly unknown[]

// Characters, bytes and messages that a sentence shows.
const SHOWN_TEXT = 100
const SHOWN_BYTES = 16
const SHOWN_MESSAGES = 10

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function areSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

/** Whether a JSON value has at least what is expected; an array has exactly its items. */
function contains(value: unknown, expected: unknown): boolean {
  if (!isObject(expected)) return Object.is(value, expected)
  if (isAsymmetric(expected)) return expected.asymmetricMatch(value)
  if (!isObject(value) || Array.isArray(value) !== Array.isArray(expected)) return false
  if (Array.isArray(expected) && expected.length !== value['length']) return false
  return Object.entries(expected).every(([name, item]) => contains(value[name], item))
}

function isAsymmetric(matcher: object): matcher is AsymmetricMatcher {
  return typeof (matcher as Partial<AsymmetricMatcher>).asymmetricMatch === 'function'
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Whether a message is the one that is meant; any is, where nothing is said. */
export function matches(data: MessageData, matcher: Matcher | undefined): boolean {
  if (matcher === undefined) return true
  if (typeof matcher === 'function') return matcher(data)
  if (typeof matcher === 'string') return data === matcher
  if (isBuffer(matcher) || ArrayBuffer.isView(matcher)) {
    return typeof data !== 'string' && areSame(new Uint8Array(data), bytesOf(matcher))
  }
  if (isAsymmetric(matcher)) return matcher.asymmetricMatch(data)
  if (typeof data !== 'string') return false
  // `search` leaves `lastIndex` of a global expression alone.
  if (matcher instanceof RegExp) return data.search(matcher) !== -1
  return contains(parse(data), matcher)
}

/** As code would have it; JSON, which is most of what is sent, without a backslash for each quote. */
function quote(text: string): string {
  const escaped = JSON.stringify(text)
  return /'|\\\\/.test(escaped) ? escaped : `'${escaped.slice(1, -1).replaceAll('\\"', '"')}'`
}

function shorten(text: string): string {
  return text.length > SHOWN_TEXT ? `${text.slice(0, SHOWN_TEXT)}…` : text
}

/** A message, for a sentence. */
export function show(data: MessageData): string {
  if (typeof data === 'string') return shorten(quote(data))
  const bytes = [...new Uint8Array(data.slice(0, SHOWN_BYTES))]
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  const rest = data.byteLength > SHOWN_BYTES ? ' …' : ''
  return `${sizeOf(data)} bytes (${hex}${rest})`
}

/** The last messages of a list, for a sentence. */
export function showAll(messages: readonly MessageData[]): string {
  const shown = messages.slice(-SHOWN_MESSAGES).map(show).join(', ')
  return messages.length > SHOWN_MESSAGES ? `…, ${shown}` : shown
}

/** A matcher, for a sentence. */
export function showMatcher(matcher: Matcher): string {
  if (typeof matcher === 'string') return shorten(quote(matcher))
  if (typeof matcher === 'function') {
    return matcher.name ? `the function ${matcher.name}` : shorten(String(matcher))
  }
  if (matcher instanceof RegExp) return String(matcher)
  if (isBuffer(matcher) || ArrayBuffer.isView(matcher)) {
    return show(new Uint8Array(bytesOf(matcher)).buffer)
  }
  return isAsymmetric(matcher) ? String(matcher) : shorten(JSON.stringify(matcher))
}
