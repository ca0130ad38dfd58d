import { describe, expect, it } from 'vitest'
import { Client, WebSocketsError, type ErrorCode } from '../src/index.ts'
import { messageOf } from '../src/messages.ts'
import { commonOptions } from '../src/options.ts'
import { Harness, thrownBy } from './harness.ts'

const ORIGIN = 'wss://example.test:8443'

// What each sentence is given, and what it has to say.
const SENTENCES: Readonly<Record<ErrorCode, [subject: string, detail: unknown, says: string[]]>> = {
  ERR_INVALID_URI: ['', 'has a fragment', ['has a fragment']],
  ERR_INVALID_OPTION: [
    'port',
    { given: 0, must: 'a number above 0' },
    ['"port"', 'above 0', ' 0.'],
  ],
  ERR_TLS_UNSUPPORTED: ['', undefined, ['"tls"']],
  ERR_OPTION_UNSUPPORTED: ['proxy', 'use this way', ['"proxy"', 'use this way']],
  ERR_INVALID_STATE: ['send', undefined, ['send()']],
  ERR_INVALID_DATA: ['', [1], ['send()', 'a value of type Array']],
  ERR_INVALID_CLOSE: ['', { code: 1001, reason: 'bye' }, ['disconnect()', '1001', 'a string']],
  ERR_INVALID_LISTENER: ['', { type: 'opened', handler: null }, ['null for "opened"']],
  ERR_QUEUE_FULL: ['', 7, ['maxBytes is 7']],
  ERR_CONNECT_FAILED: [ORIGIN, undefined, [ORIGIN]],
  ERR_CONNECTION_REFUSED: [ORIGIN, undefined, [ORIGIN]],
  ERR_HOST_NOT_FOUND: [ORIGIN, undefined, [ORIGIN]],
  ERR_TLS_FAILED: [ORIGIN, 'certificate has expired', [ORIGIN, '(certificate has expired)']],
  ERR_HANDSHAKE_REJECTED: [ORIGIN, 503, [ORIGIN, ' 503.']],
  ERR_BLOCKED: [ORIGIN, undefined, [ORIGIN]],
  ERR_CONNECT_TIMEOUT: [ORIGIN, 20_000, [ORIGIN, '20000 ms']],
  ERR_HEARTBEAT_TIMEOUT: [ORIGIN, 10_000, [ORIGIN, '10000 ms']],
  ERR_CONNECTION_LOST: [ORIGIN, undefined, [ORIGIN]],
  ERR_PROTOCOL: [ORIGIN, 'invalid UTF-8', [ORIGIN, '(invalid UTF-8)']],
  ERR_MESSAGE_TOO_BIG: [ORIGIN, 100, [ORIGIN, '100 bytes']],
  ERR_URI_PROVIDER: ['', undefined, ['URI function']],
  ERR_ABORTED: ['', undefined, ['ended first']],
}

describe('an error', () => {
  it.each(Object.entries(SENTENCES))('%s has a sentence and a link', (code, given) => {
    const [subject, detail, says] = given
    const error = new WebSocketsError(code as ErrorCode, subject, { detail })
    const [, sentence, anchor] = /^([^ ].{20,}\.) https:\/\/\S+#(\S+)$/.exec(error.message) ?? []
    for (const part of says) expect(sentence).toContain(part)
    expect(anchor).toBe(code.toLowerCase())
    expect(error).toMatchObject({ code, name: 'WebSocketsError' })
    expect(error).toBeInstanceOf(Error)
  })

  it.each<[ErrorCode, string, string?]>([
    ['ERR_CONNECT_FAILED', ORIGIN, 'the proxy answered CONNECT with 407'],
    ['ERR_INVALID_DATA', 'RangeError: Array buffer allocation failed'],
  ])('%s says why, where that is known', (code, subject, detail) => {
    const { message } = new WebSocketsError(code, subject, { detail })
    expect(message).toContain(`: ${detail ?? subject}.`)
    expect(message).not.toContain('does not say why')
  })

  it('has a cause, a status, headers and a wait only if they are known', () => {
    const bare = new WebSocketsError('ERR_PROTOCOL')
    expect(
      ['cause', 'status', 'headers', 'retryAfter'].filter((key) => Object.hasOwn(bare, key)),
    ).toEqual([])
    const init = { cause: new Error('why'), status: 503, headers: { a: 'b' }, retryAfter: 7000 }
    expect(new WebSocketsError('ERR_HANDSHAKE_REJECTED', ORIGIN, init)).toMatchObject(init)
  })
})

it.each<[ErrorCode, unknown, subject: string | undefined, string]>([
  ['ERR_CONNECT_FAILED', undefined, ORIGIN, 'does not say why: check'],
  ['ERR_INVALID_DATA', 1, undefined, 'send() takes a string'],
  ['ERR_INVALID_DATA', undefined, undefined, 'not undefined: convert it'],
  ['ERR_INVALID_STATE', undefined, 'connect', 'connect() needs'],
  ['ERR_INVALID_STATE', undefined, 'opened', 'connect() first'],
  ['ERR_INVALID_STATE', undefined, 'iterate', 'one loop at a time'],
  ['ERR_INVALID_STATE', undefined, 'Wait.', 'Wait.'],
  ['ERR_CONNECT_TIMEOUT', 7, '', 'the server was not open within 7 ms'],
  ['ERR_TLS_FAILED', undefined, ORIGIN, `with ${ORIGIN} failed: `],
  ['ERR_PROTOCOL', undefined, ORIGIN, 'protocol.'],
  ['ERR_MESSAGE_TOO_BIG', undefined, ORIGIN, 'exceeded the limit.'],
  ['ERR_HANDSHAKE_REJECTED', 401, ORIGIN, '401: check'],
  ['ERR_HANDSHAKE_REJECTED', 403, ORIGIN, '403: check'],
  ['ERR_HANDSHAKE_REJECTED', 404, ORIGIN, '404: check'],
  ['ERR_HANDSHAKE_REJECTED', 426, ORIGIN, '426: check'],
  [
    'ERR_INVALID_LISTENER',
    { handler: 1 },
    'subscribe',
    'subscribe() takes a function, not a number.',
  ],
  ['ERR_INVALID_LISTENER', { type: 1, handler: 'f' }, '', 'not a string for a number'],
])('%s with %j has a sentence too', (code, detail, subject, part) => {
  expect(new WebSocketsError(code, subject, { detail }).message).toContain(part)
})

/** What throws whatever is asked of it. */
function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

it.each<[string, unknown]>([
  ['null', null],
  ['a number', 12345678],
  ['true', true],
  ['a string', 'secret'],
  ['a function', () => 'secret'],
  ['a value of type BigInt', 1n],
  ['a value of type Symbol', Symbol('secret')],
  ['a value of type Object', { secret: 'secret' }],
  ['a value of type Array', ['secret']],
  ['a value without a type', revoked()],
])('names what was given, never its text: %s', (name, given) => {
  const sentence = messageOf('ERR_INVALID_OPTION', 'port', { given, must: 'a port' })
  expect(sentence).toBe(`The option "port" must be a port, not ${name}.`)
})

it.each([
  ['an integer', 1.5, 'must be an integer, not 1.5.'],
  ['a number of bytes', NaN, 'must be a number of bytes, not NaN.'],
  ['a number of bytes', '1', 'must be a number of bytes, not a string.'],
  ['given', undefined, 'must be given.'],
  [undefined, 'secret', 'does not take a string.'],
])('an option that must be %s, given %j: %s', (must, given, end) => {
  const sentence = messageOf('ERR_INVALID_OPTION', 'size', { given, must })
  expect(sentence).toBe(`The option "size" ${end}`)
})

it.each([
  ['PORT', 'port'],
  ['prot', 'port'],
  ['ort', 'port'],
  ['portt', 'port'],
  ['pört', 'port'],
  ['heartbaet', 'heartbeat'],
  ['outer.qeue', 'outer.queue'],
  ['p', undefined],
  ['porttt', undefined],
  ['opxrt', undefined],
  ['prxt', undefined],
  ['pxot', undefined],
  ['torp', undefined],
  ['portport', undefined],
  ['oprx', undefined],
  ['opt', undefined],
  ['timeout', undefined],
  ['constructor', undefined],
])('suggests the option nearest to %s: %s', (name, near) => {
  const known = Object.keys(commonOptions)
  const hint = near === undefined ? '.' : `: did you mean "${near}"?`
  const sentence = `There is no option "${name}"${hint}`
  expect(messageOf('ERR_INVALID_OPTION', name, { known })).toBe(sentence)
})

it.each<[sentence: string, (harness: Harness) => unknown]>([
  ['subscribe() takes a function, not undefined.', ({ ws }) => ws.subscribe(undefined as never)],
  ['watch() takes a function, not a string.', ({ ws }) => ws.watch('f' as never)],
  ['The option "bytes" must be a number of bytes from 0, not -1.', ({ ws }) => ws.drained(-1)],
  [
    'The option "reconnect.minDelay" must be a number of milliseconds above 0, and at most maxDelay, not 9.',
    (harness) => harness.connect({ reconnect: { minDelay: 9, maxDelay: 8 } }),
  ],
])('says it whole: %s', async (sentence, call) => {
  const saying = async (): Promise<unknown> => call(new Harness())
  await expect(saying()).rejects.toThrow(`${sentence} http`)
})

it('ends with one full stop, whatever an engine says', () => {
  const sentences = ['TypeError: no.', 'TypeError: no'].map((why) =>
    messageOf('ERR_INVALID_DATA', why, undefined),
  )
  expect(sentences).toEqual(Array(2).fill('send() cannot take this message: TypeError: no.'))
})

it.each<[says: string, (harness: Harness) => unknown]>([
  ['cannot be parsed', ({ ws }) => ws.connect('ws://user:SECRET@h:0x/SECRET?SECRET')],
  ['has a fragment', ({ ws }) => ws.connect('ws://SECRET@h/SECRET#SECRET')],
  ['cannot be parsed', ({ ws }) => ws.connect('SECRET')],
  ['"protocols"', (harness) => harness.connect({ protocols: 'SECRET SECRET' })],
  ['not a string', (harness) => harness.connect({ headers: 'SECRET' } as never)],
  ['not a value of type Array', ({ ws }) => ws.connect('ws://h', ['SECRET'] as never)],
  ['connect() needs', (harness) => harness.open().connect()],
  ['send() needs', ({ ws }) => ws.send('SECRET')],
  ['not a value of type Object', ({ ws }) => ws.send({ token: 'SECRET' } as never)],
  ['one loop', ({ ws }) => [ws[Symbol.asyncIterator](), ws[Symbol.asyncIterator]()]],
  ['not 1000 and a string', ({ ws }) => ws.disconnect(1000, 'SECRET'.repeat(30))],
  ['not a string for "open"', ({ ws }) => ws.addEventListener('open', 'SECRET' as never)],
  [
    'a boolean, not a number',
    ({ ws }) => ws.addEventListener('open', String, { once: 1 as never }),
  ],
  ['an AbortSignal', ({ ws }) => ws.addEventListener('open', String, { signal: 1 as never })],
  ['The constructor', ({ platform }) => new Client(platform, ['SECRET'])],
])('says what is wrong, and shows nothing of a secret: %s', (says, call) => {
  const error = thrownBy(() => call(new Harness()))
  expect(error).toBeInstanceOf(WebSocketsError)
  expect((error as Error).message).toContain(says)
  expect((error as Error).message).not.toContain('SECRET')
})
