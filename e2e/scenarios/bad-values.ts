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
  [undefined, null, 42, true, {}, [], Symbol('uri')],
  ['ws://', 'ws://[::1/', 'ws://127.0.0.1:99999/', 'ftp://127.0.0.1/', 'mailto:a@b'],
  [`${URI}#fragment`, `${URI}#`, new URL(`${URI}#fragment`)],
  [new URL('ftp://127.0.0.1/'), new URL('file:///tmp')],
].flat()

const badOptionValues = {
  port: [0, 65_536, -1, 1.5, '80', null, Number.NaN],
  protocols: [42, null, '', 'a b', 'a,b', 'ż', {}, [1], [''], ['a', 'a']],
  connectTimeout: [-1, '1', Number.NaN, null],
  closeTimeout: [-1, '1', Number.NaN, null],
  signal: [1, {}, null],
  reconnect: [1, { attempts: -1 }, { tries: 1 }],
  heartbeat: [true, { interval: -1 }],
  queue: [1, { maxBytes: -1 }],
}

/** Options of Node: values of the wrong type, and one that Node takes. */
const nodeValues: Readonly<Record<string, { readonly bad: readonly unknown[]; good: unknown }>> = {
  headers: { bad: [1, { a: 'b\r\nc: d' }, { 'a\r\nb': 'c' }, { a: 1 }], good: { a: 'b' } },
  agent: { bad: [1], good: {} },
  ca: { bad: [1], good: '' },
  cert: { bad: [1], good: '' },
  key: { bad: [1], good: '' },
  passphrase: { bad: [1], good: '' },
  servername: { bad: [1], good: '' },
  rejectUnauthorized: { bad: [1], good: false },
  maxPayload: { bad: [-1, '1'], good: 1 },
  compression: { bad: ['yes'], good: true },
}

/** Options that do not exist, or are of the wrong type. */
export const badOptions: readonly unknown[] = [
  null,
  42,
  'port',
  true,
  [1],
  ...each({ unknown: [1], Port: [1], ...badOptionValues }),
]

/** Options of Node of the wrong type. */
export const badNodeOptions: readonly Options[] = each(
  Object.fromEntries(Object.entries(nodeValues).map(([name, { bad }]) => [name, bad])),
)

/** Options of Node as Node takes them, by name. */
export const goodNodeOptions: readonly (readonly [name: string, value: unknown])[] = Object.entries(
  nodeValues,
).map(([name, { good }]) => [name, good])

/** Every option, present but undefined. */
export const undefinedOptions: Options = Object.fromEntries(
  [...Object.keys({ ...badOptionValues, ...nodeValues }), 'tls'].map((name) => [name, undefined]),
)

/** What is no TLS version. */
export const badVersions: readonly unknown[] = ['TLSv9', 'SSLv3', '', 1, null, {}]

/** Arguments of disconnect that may not be sent. */
export const badCloses: readonly (readonly unknown[])[] = [
  ...[
    0,
    999,
    1001,
    1005,
    1006,
    1015,
    2999,
    5000,
    1000.5,
    -1000,
    '1000',
    Number.NaN,
    null,
    {},
    true,
  ].map((code) => [code]),
  ...['x'.repeat(124), 'ż'.repeat(62), '\uD800'.repeat(42), 42, null, {}].map((reason) => [
    1000,
    reason,
  ]),
]

/** What is neither text nor binary. */
export const badData: readonly unknown[] = [
  [undefined, null, 42, 1n, true, {}, [], [1, 2], Symbol('data'), noop],
  [new Date(), new Error('data'), new URL(URI)],
].flat()

/** Types that are none. */
export const badTypes: readonly unknown[] = [undefined, null, 'nope', 'ONOPEN', 42, Symbol('type')]

/** Handlers that are none. */
export const badHandlers: readonly unknown[] = [undefined, null, 'on', {}, { handleEvent: noop }]

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
