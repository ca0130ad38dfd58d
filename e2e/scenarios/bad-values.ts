/** What each argument must refuse; a value here is wrong on every platform. */

const noop = (): void => undefined

type Options = Readonly<Record<string, unknown>>

/** One object for each bad value of each option. */
function each(values: Readonly<Record<string, readonly unknown[]>>): readonly Options[] {
  return Object.entries(values).flatMap(([name, bad]) => bad.map((value) => ({ [name]: value })))
}

/** A URI that is fine, to be refused for another reason. */
export const URI = 'ws://127.0.0.1:1/'

/** No URIs, or none of ours. A relative one is missing: a page may resolve it. */
export const badUris: readonly unknown[] = [
  undefined,
  null,
  42,
  true,
  {},
  [],
  Symbol('uri'),
  'ws://',
  'ws://[::1/',
  'ws://127.0.0.1:99999/',
  'ftp://127.0.0.1/',
  'mailto:a@b',
  `${URI}#fragment`,
  `${URI}#`,
  new URL('ftp://127.0.0.1/'),
  new URL(`${URI}#fragment`),
  new URL('file:///tmp'),
]

/** Options that do not exist, or are of the wrong type. */
export const badOptions: readonly unknown[] = [
  null,
  42,
  'port',
  true,
  [1],
  ...each({
    unknown: [1],
    Port: [1],
    port: [0, 65_536, -1, 1.5, '80', null, Number.NaN],
    protocols: [42, null, '', 'a b', 'a,b', 'ż', {}, [1], [''], ['a', 'a']],
    connectTimeout: [-1, '1', Number.NaN, null],
    closeTimeout: [-1, '1', Number.NaN, null],
    signal: [1, {}, null],
    reconnect: [1, { attempts: -1 }, { tries: 1 }],
    heartbeat: [true, { interval: -1 }],
    queue: [1, { maxBytes: -1 }],
  }),
]

/** Options of Node of the wrong type. */
export const badNodeOptions: readonly Options[] = each({
  headers: [1, { a: 'b\r\nc: d' }, { 'a\r\nb': 'c' }, { a: 1 }],
  agent: [1],
  ca: [1],
  cert: [1],
  key: [1],
  passphrase: [1],
  servername: [1],
  rejectUnauthorized: [1],
  maxPayload: [-1, '1'],
  compression: ['yes'],
})

/** What is no TLS version. */
export const badVersions: readonly unknown[] = ['TLSv9', 'SSLv3', '', 1, null, {}]

/** Arguments of disconnect that may not be sent. */
export const badCloses: readonly (readonly unknown[])[] = [
  ...[0, 999, 1001, 1005, 1006, 1015, 2999, 5000, 1000.5, -1000].map((code) => [code]),
  ...['1000', Number.NaN, null, {}, true].map((code) => [code]),
  ...['x'.repeat(124), 'ż'.repeat(62), '\uD800'.repeat(42), 42, null, {}].map((reason) => [
    1000,
    reason,
  ]),
]

/** What is neither text nor binary. */
export const badData: readonly unknown[] = [
  undefined,
  null,
  42,
  1n,
  true,
  {},
  [],
  [1, 2],
  Symbol('data'),
  noop,
  new Date(),
  new Error('data'),
  new URL(URI),
]

/** Types that are none. */
export const badTypes: readonly unknown[] = [undefined, null, 'nope', 'ONOPEN', 42, Symbol('type')]

/** Handlers that are none. */
export const badHandlers: readonly unknown[] = [
  undefined,
  null,
  'handler',
  {},
  { handleEvent: noop },
]

/** Options of addEventListener of the wrong type. */
export const badListenerOptions: readonly unknown[] = [
  null,
  1,
  ...each({ once: [1], signal: [{}, null] }),
]

/** A value, short enough for a message. */
export function label(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 30))
  if (typeof value === 'object' && value !== null) return JSON.stringify(value) ?? 'an object'
  return String(value)
}
