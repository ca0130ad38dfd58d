// What each argument must refuse; a value here is wrong on every platform.

const noop = (): void => undefined
const NO_TEXTS = [undefined, null, 42, true, {}, []]
const NO_OPTIONS = [null, 42, 'port', true, [1]]

type Options = Readonly<Record<string, unknown>>

/** One object for each bad value of each option. */
function each(values: Readonly<Record<string, readonly unknown[]>>): readonly Options[] {
  return Object.entries(values).flatMap(([name, bad]) => bad.map((value) => ({ [name]: value })))
}

/** A URI that is fine, to be refused for another reason. */
export const URI = 'ws://127.0.0.1:1/'

/** No URIs, or none of ours. A relative one is missing: a page may resolve it. */
export const uris: readonly unknown[] = [
  [...NO_TEXTS, Symbol('uri'), `${URI}#fragment`, `${URI}#`, new URL(`${URI}#fragment`)],
  ['ws://', 'ws://[::1/', 'ws://127.0.0.1:99999/', 'ftp://127.0.0.1/', 'mailto:a@b'],
  [new URL('ftp://127.0.0.1/'), new URL('file:///tmp')],
].flat()

const optionValues = {
  port: [0, 65_536, -1, 1.5, '80', null, Number.NaN],
  protocols: [42, null, '', 'a b', 'a,b', 'ż', {}, [1], [''], ['a', 'a']],
  connectTimeout: [-1, '1', Number.NaN, null],
  closeTimeout: [-1, '1', Number.NaN, null],
  signal: [1, {}, null],
  reconnect: [1, { attempts: -1 }, { tries: 1 }],
  heartbeat: [1, { interval: -1 }],
  queue: [1, { maxBytes: -1 }],
}

export const options: readonly unknown[] = [
  ...NO_OPTIONS,
  ...each({ unknown: [1], Port: [1], ...optionValues }),
]

/** Options of Node as Node takes them. */
export const goodNodeOptions: Options = {
  headers: { a: 'b' },
  agent: {},
  proxy: 'http://127.0.0.1:1',
  ca: '',
  cert: '',
  key: '',
  passphrase: '',
  servername: '',
  rejectUnauthorized: false,
  maxPayload: 1,
  compression: true,
}

/** Options of Node of the wrong type. */
export const nodeOptions: readonly Options[] = [
  ...Object.keys(goodNodeOptions).map((name) => ({ [name]: name === 'maxPayload' ? -1 : 1 })),
  ...[{ a: 'b\r\nc: d' }, { 'a\r\nb': 'c' }, { a: 1 }].map((headers) => ({ headers })),
  ...['', 'proxy:3128', 'socks5://127.0.0.1:1', null, {}].map((proxy) => ({ proxy })),
  { maxPayload: '1' },
  { compression: 'yes' },
]

/** Every option, present but undefined. */
export const undefinedOptions: Options = Object.fromEntries(
  Object.keys({ ...optionValues, ...goodNodeOptions, tls: '' }).map((name) => [name, undefined]),
)

export const versions: readonly unknown[] = ['TLSv9', 'SSLv3', '', 1, null, {}]

const codes = [0, 999, 1001, 1005, 1006, 1015, 2999, 5000, 1000.5, -1000, Number.NaN]
const reasons = ['x'.repeat(124), 'ż'.repeat(62), '\uD800'.repeat(42), 42, null, {}]

export const closes: readonly (readonly unknown[])[] = [
  ...[...codes, '1000', null, {}, true].map((code) => [code]),
  ...reasons.map((reason) => [1000, reason]),
]

const objects = [
  new Date(),
  new Error('data'),
  new URL('ws://127.0.0.1'),
  Object.create(Blob.prototype) as unknown,
]

export const data: readonly unknown[] = [...NO_TEXTS, ...objects, 1n, [1, 2], Symbol('data'), noop]

export const types: readonly unknown[] = [undefined, null, 'nope', 'ONOPEN', 42, Symbol('type')]

export const handlers: readonly unknown[] = [undefined, null, 'on', {}, { handleEvent: noop }]

export const listenerOptions: readonly unknown[] = [
  null,
  1,
  ...each({ once: [1], signal: [{}, null] }),
]
