import type { ErrorCode } from './codes.ts'

/** What an invalid option was, for its sentence. */
interface OptionDetail {
  readonly given?: unknown
  /** How the sentence goes on after "must be". */
  readonly must?: string
  /** The options that exist, if this one does not. */
  readonly known?: readonly string[]
}

type Sentence = (subject: string, detail: unknown) => string

const STATES: Readonly<Record<string, string>> = {
  connect: 'connect() needs a closed client: call disconnect() first, or use another client.',
  send: 'send() needs an open connection: wait for ONOPEN, or pass the option queue to connect().',
  opened: 'There is no connection to wait for: call connect() first.',
  iterate: 'Another loop is reading the messages: one loop at a time.',
}

const STATUS_HINTS: Readonly<Record<number, string>> = {
  401: ': check the credentials or the token',
  403: ': check the Origin and what this user may do',
  404: ': check the path',
  426: ': check that the path leads to a WebSocket server',
}

const SENTENCES: Readonly<Record<ErrorCode, Sentence>> = {
  ERR_INVALID_URI: (_, fault) =>
    `The URI ${String(fault)}: pass an absolute ws:, wss:, http: or https: URI without a fragment (in a page it may be relative).`,
  ERR_INVALID_OPTION: (name, detail) => optionSentence(name, detail as OptionDetail | undefined),
  ERR_TLS_UNSUPPORTED: () =>
    'A browser chooses the TLS version itself: leave "tls" out here, and set the lowest version on the server.',
  ERR_OPTION_UNSUPPORTED: (name, advice) => `The option "${name}" is for Node; ${String(advice)}.`,
  ERR_INVALID_STATE: (method) => STATES[method] ?? method,
  ERR_INVALID_DATA: (why, given) =>
    why
      ? // Some engines' own sentence has a full stop.
        `send() cannot take this message: ${why.replace(/\.$/, '')}.`
      : `send() takes a string, an ArrayBuffer, a view of one or a Blob, and no shared memory, not ${nameOf(given)}: convert it first, with JSON.stringify() for instance.`,
  ERR_INVALID_CLOSE: (_, detail) => {
    const { code, reason } = detail as Record<'code' | 'reason', unknown>
    return `disconnect() takes a code of 1000 or 3000 to 4999 and a reason of at most 123 bytes of UTF-8, not ${nameOf(code, true)} and ${nameOf(reason)}.`
  },
  ERR_INVALID_LISTENER: (method, detail) => {
    const { type, handler } = detail as Record<'type' | 'handler', unknown>
    if (method) return `${method}() takes a function, not ${nameOf(handler)}.`
    return `A listener is a function for WSEVENT, ONOPEN, ONMESSAGE, ONCLOSE or ONERROR, not ${nameOf(handler)} for ${typeof type === 'string' ? `"${type}"` : nameOf(type)}.`
  },
  ERR_QUEUE_FULL: (_, limit) =>
    `The queue is full (maxBytes is ${String(limit)}), and the message was not taken: wait until bufferedAmount falls, or raise queue.maxBytes.`,
  ERR_CONNECT_FAILED: (origin, why) =>
    why === undefined
      ? `Connecting to ${origin} failed, and the platform does not say why: check that the server runs and accepts this handshake.`
      : `Connecting to ${origin} failed: ${why as string}.`,
  ERR_CONNECTION_REFUSED: (origin) => `Nothing listens at ${origin}: check that the server runs.`,
  ERR_HOST_NOT_FOUND: (origin) =>
    `The host of ${origin} has no address: check its spelling, and DNS.`,
  ERR_TLS_FAILED: (origin, why) =>
    `The TLS handshake with ${origin} failed${because(why)}: check the cause, and your TLS options.`,
  ERR_HANDSHAKE_REJECTED: (origin, status) =>
    `${origin} answered the handshake with HTTP status ${String(status)}${STATUS_HINTS[status as number] ?? ''}.`,
  ERR_BLOCKED: (origin) =>
    `A policy of the platform forbids connecting to ${origin}: use wss: in a secure page, allow the URI in connect-src, and avoid blocked ports.`,
  ERR_CONNECT_TIMEOUT: (origin, timeout) =>
    `The connection to ${origin || 'the server'} was not open within ${String(timeout)} ms: check that the server answers, or raise connectTimeout.`,
  ERR_HEARTBEAT_TIMEOUT: (origin, timeout) =>
    `${origin} gave no sign of life within ${String(timeout)} ms after a probe: the connection is dead, or the server too slow for heartbeat.timeout.`,
  ERR_CONNECTION_LOST: (origin) => `The connection to ${origin} ended without a closing handshake.`,
  ERR_PROTOCOL: (origin, why) => `${origin} broke the WebSocket protocol${because(why)}.`,
  ERR_MESSAGE_TOO_BIG: (origin, limit) =>
    `A message from ${origin}, or the messages that wait for a loop, exceeded the limit${limit === undefined ? '' : ` of ${limit as number} bytes`}.`,
  ERR_URI_PROVIDER: () => 'The URI function gave no usable URI: see the cause.',
  ERR_ABORTED: () =>
    'The connection ended first: disconnect() was called, its signal aborted, or the server closed it.',
}

/** The text of an error: what happened and what to do. The short builds leave it out. */
export function messageOf(code: ErrorCode, subject: string, detail: unknown): string {
  return SENTENCES[code](subject, detail)
}

function optionSentence(name: string, detail: OptionDetail | undefined): string {
  if (!detail)
    return 'The constructor takes no arguments: pass the URI and the options to connect().'
  const { given, must, known } = detail
  if (!known) {
    // Only where a number belongs can it be no secret.
    const what = nameOf(given, /number|integer/.test(String(must)))
    if (!must) return `The option "${name}" does not take ${what}.`
    return `The option "${name}" must be ${must}${given === undefined ? '' : `, not ${what}`}.`
  }
  const start = name.lastIndexOf('.') + 1
  const near = known.find((other) => isNear(name.slice(start), other))
  const hint = near === undefined ? '.' : `: did you mean "${name.slice(0, start)}${near}"?`
  return `There is no option "${name}"${hint}`
}

function because(why: unknown): string {
  return why === undefined ? '' : ` (${why as string})`
}

/** A value as a sentence names it: never its text or its digits, which may be a secret. */
function nameOf(value: unknown, isNumberShown = false): string {
  if (value === null || typeof value === 'boolean' || value === undefined) return String(value)
  if (typeof value === 'number' && isNumberShown) return String(value)
  if (['string', 'number', 'function'].includes(typeof value)) return `a ${typeof value}`
  try {
    return `a value of type ${Object.prototype.toString.call(value).slice(8, -1)}`
  } catch {
    // A proxy that was revoked, or a tag that throws.
    return 'a value without a type'
  }
}

/** Whether two names differ by case, or by one letter that is missing, added, changed or swapped with the next. */
function isNear(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  let from = 0
  while (from < a.length && a[from] === b[from]) from += 1
  const rest = Math.min(a.length, b.length) - from
  let end = 0
  while (end < rest && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const left = [a.length - from - end, b.length - from - end]
  const isSwap = left.every((count) => count === 2) && a[from] === b[from + 1]
  return Math.max(...left) <= 1 || (isSwap && b[from] === a[from + 1])
}
